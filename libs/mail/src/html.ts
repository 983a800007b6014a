const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is safe to put into HTML as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[];

/** A piece of HTML; every value is escaped unless it is such a piece itself. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const text = parts.reduce((made, part, n) => made + render(values[n - 1]!) + part);
  return new Html(text);
}

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((item: Html) => item.text).join('');
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
