import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');
/** Code of browsers and of specs. */
const ELSEWHERE =
  /node_modules|\.d\.ts$|spec\.ts$|\/testing\/|spec-support|^libs\/(ui|testing)\/|^apps\/(storefront|admin)\//;
const NAMES_IT = /\b(err|cause|away|reason)\b/;

interface Caller {
  place: string;
  told: boolean;
}

/** Every warning and error that is logged where something was caught, and whether the line hands on what it was. */
function callersIn(file: string): Caller[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const values = new Map<string, string>();
  const found: Caller[] = [];
  const visit = (node: ts.Node, caught: boolean): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      values.set(node.name.text, node.initializer.getText());
    }
    if (caught && isComplaint(node)) {
      const [fields] = node.arguments;
      const text = fields && ts.isIdentifier(fields) ? values.get(fields.text) : fields?.getText();
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, told: NAMES_IT.test(text ?? '') });
    }
    ts.forEachChild(node, (child) => visit(child, caught || catches(node)));
  };
  visit(source, false);
  return found;
}

function isComplaint(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return /^(warn|error)$/.test(name.text) && /log$/i.test(expression.getText());
}

/** A `catch`, or a callback or method that is handed an error. */
function catches(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return true;
  if (!ts.isFunctionLike(node) || ts.isFunctionDeclaration(node)) return false;
  return node.parameters.some(({ name }) => /^(error|cause|reason|failure)$/.test(name.getText()));
}

describe('a line about something that failed', () => {
  const files = globSync('{libs,apps}/*/src/**/*.ts', { cwd: ROOT }).filter(
    (file) => !ELSEWHERE.test(file),
  );
  const callers = files.flatMap(callersIn);

  it('is found all over the product', () => {
    expect(callers.length).toBeGreaterThan(35);
  });

  it('hands on the error, by which an outage is told from a defect', () => {
    expect(callers.filter(({ told }) => !told).map(({ place }) => place)).toEqual([]);
  });

  it('is written by the one logger there is', () => {
    const others = files.filter(
      (file) =>
        file !== 'libs/observability/src/logger.ts' &&
        /from 'pino'|\bconsole\.\w+\(|process\.std(out|err)\.write/.test(
          readFileSync(join(ROOT, file), 'utf8').replace(/import type .* from 'pino'/g, ''),
        ),
    );
    expect(others).toEqual([]);
  });
});
