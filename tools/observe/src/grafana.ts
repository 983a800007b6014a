import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, Chart } from './board.ts';

/** Grafana lays panels on 24 columns. */
const COLUMNS = 24;
const HEIGHT = 8;
/** Whoever imports a dashboard chooses which Prometheus it asks. */
const SOURCE = { type: 'prometheus', uid: '${prometheus}' };

function panelOf({ title, about, unit, shows, limit }: Chart, span: number): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(about)
    .datasource(SOURCE)
    .unit(unit)
    .min(0)
    .height(HEIGHT)
    .span(span)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    );
  if (limit !== undefined) {
    panel
      .thresholds(
        new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
          { value: null, color: 'green' },
          { value: limit, color: 'red' },
        ]),
      )
      .thresholdsStyle(
        new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed),
      );
  }
  for (const [name, expr] of Object.entries(shows))
    panel.withTarget(
      new DataqueryBuilder()
        .expr(expr)
        .legendFormat(name)
        .refId(`q${Object.keys(shows).indexOf(name)}`),
    );
  return panel;
}

/** The JSON that Grafana imports. */
export function grafanaJson({ name, title, rows }: Board): string {
  const dashboard = new DashboardBuilder(title)
    .uid(`tandem-${name}`)
    .tags(['tandem'])
    .refresh('15s')
    .time({ from: 'now-1h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(
      new DatasourceVariableBuilder('prometheus').type('prometheus').label('Prometheus'),
    );
  for (const [row, charts] of Object.entries(rows)) {
    dashboard.withRow(new RowBuilder(row));
    for (const chart of charts) dashboard.withPanel(panelOf(chart, COLUMNS / charts.length));
  }
  return `${JSON.stringify(dashboard.build(), null, 2)}\n`;
}
