import ts from 'typescript';
import type { Column } from './describe.ts';

const NUMBERS = ['int2', 'int4', 'float4', 'float8', 'oid'];
const TEXTS = ['int8', 'numeric', 'text', 'varchar', 'uuid', 'bpchar', 'name', 'inet', 'char'];
const MOMENTS = ['timestamptz', 'timestamp', 'date'];
/** Their shape is the code's own. */
const OPEN = ['json', 'jsonb', 'void', 'record', 'interval', 'regclass'];

/** What is wrong with the type that the code takes a statement's rows to have; nothing when it looks at no row. */
export function wrongWithRows(
  answer: ts.Type | undefined,
  columns: readonly (Column & { typeName: string })[],
  checker: ts.TypeChecker,
): string[] {
  const row = answer && elementOf(answer, checker);
  const one = row && checker.getNonNullableType(row);
  if (!one || isOpen(one) || checker.getIndexTypeOfType(one, ts.IndexKind.String)) return [];
  return wrongWithColumns(one, columns, checker);
}

function wrongWithColumns(
  row: ts.Type,
  columns: readonly (Column & { typeName: string })[],
  checker: ts.TypeChecker,
): string[] {
  const wrong: string[] = [];
  const shapes = row.isUnion() ? row.types : [row];
  const believed = new Set(shapes.flatMap((one) => one.getProperties().map(({ name }) => name)));
  for (const name of believed) {
    if (columns.some((column) => column.name === name)) continue;
    wrong.push(`no column "${name}"`);
  }
  for (const { name, typeName } of columns) {
    const types = shapes.flatMap((one) => {
      const property = one.getProperty(name);
      return property ? [checker.getNonNullableType(checker.getTypeOfSymbol(property))] : [];
    });
    for (const type of types) {
      if (isOpen(type) || type.flags & ts.TypeFlags.Never || fits(typeName, type, checker))
        continue;
      wrong.push(`"${name}" is ${typeName}, not ${checker.typeToString(type)}`);
    }
  }
  return wrong;
}

function fits(typeName: string, type: ts.Type, checker: ts.TypeChecker): boolean {
  if (OPEN.includes(typeName)) return true;
  if (typeName.startsWith('_')) {
    const element = checker.isArrayType(type) && elementOf(type, checker);
    return !!element && fits(typeName.slice(1), checker.getNonNullableType(element), checker);
  }
  const is = (wanted: ts.Type) => checker.isTypeAssignableTo(type, wanted);
  if (NUMBERS.includes(typeName)) return is(checker.getNumberType());
  if (TEXTS.includes(typeName)) return is(checker.getStringType());
  if (typeName === 'bool') return is(checker.getBooleanType());
  if (MOMENTS.includes(typeName)) return type.symbol?.name === 'Date';
  if (typeName === 'bytea') return ['Buffer', 'Uint8Array'].includes(type.symbol?.name ?? '');
  return false;
}

function isOpen(type: ts.Type): boolean {
  const open =
    ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Void;
  return (type.flags & open) !== 0;
}

function elementOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  return checker.getIndexTypeOfType(type, ts.IndexKind.Number);
}
