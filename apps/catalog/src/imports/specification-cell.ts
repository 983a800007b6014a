import type { Specification } from '@tandem/contracts';
import type { SpecificationDto } from '../content/part.dto.js';

const SIGNS = /[\\|]/g;

export const escaped = (text: string): string => text.replace(SIGNS, '\\$&');

/** Specifications in a cell: one a line, `name | value | unit | group`. */
export function specificationCell(specifications: readonly Specification[]): string {
  return specifications
    .map(({ name, value, unit, group }) => {
      const told = [name, value, ...(unit || group ? [unit ?? ''] : []), ...(group ? [group] : [])];
      return told.map(escaped).join(' | ');
    })
    .join('\n');
}

/** What such a cell says. A line with more parts than four has no value, which the rule of the field refuses. */
export function specificationsOf(cell: string): SpecificationDto[] {
  return cell
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map((line) => {
      const parts = partsOf(line);
      const [name = '', value = '', unit, group] = parts.length > 4 ? parts.slice(0, 1) : parts;
      return { name, value, ...(unit ? { unit } : {}), ...(group ? { group } : {}) };
    });
}

/** What stands between the bars of a cell that are not escaped. */
export function partsOf(line: string): string[] {
  const parts = [''];
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '\\' && i + 1 < line.length) parts[parts.length - 1] += line[++i]!;
    else if (line[i] === '|') parts.push('');
    else parts[parts.length - 1] += line[i]!;
  }
  return parts.map((part) => part.trim());
}
