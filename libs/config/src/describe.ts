import { isOptional, settingsOf } from './setting.js';
import type { SettingKind } from './setting.js';

export interface SettingRow {
  env: string;
  doc: string;
  kind: SettingKind;
  /** Undefined when the setting has no default. */
  default: string | undefined;
  required: boolean;
  secret: boolean;
}

/** What `.env.example` and the README tables are generated from; secrets show no default. */
export function describeSettings(cls: new () => object): SettingRow[] {
  return settingsOf(cls).map((setting) => {
    const fallback = typeof setting.default === 'function' ? undefined : setting.default;
    const text =
      setting.defaultText ?? (Array.isArray(fallback) ? fallback.join(',') : fallback?.toString());
    return {
      env: setting.env,
      doc: setting.doc,
      kind: setting.kind,
      default: setting.secret ? undefined : text,
      required: setting.default === undefined && !isOptional(cls, setting.property),
      secret: setting.secret ?? false,
    };
  });
}
