import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { Evaluator, NotConstant } from './evaluate.ts';

/** A statement of the source, and the type that its code takes the rows to have. */
export interface SourceStatement {
  /** File and line. */
  where: string;
  /** Each way that the source can put it; or why that can't be told. */
  texts: string[] | NotConstant;
  /** What the call answers with; none where nobody looks at the rows. */
  answer: ts.Type | undefined;
  /** TypeORM's `query` answers an UPDATE or a DELETE with `[rows, count]`; ours with the rows alone. */
  door: 'typeorm' | 'ours';
}

export interface SourceStatements {
  checker: ts.TypeChecker;
  statements: SourceStatement[];
}

const TYPEORM = ['DataSource', 'EntityManager', 'QueryRunner'];
const NOT_SHIPPED = /spec|testing|migrations|node_modules|(^|\/)dist\//;

/** Every SQL statement that the code of some projects sends. */
export function findStatements(root: string, projects: readonly string[]): SourceStatements {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = projects.flatMap((project) =>
    readdirSync(join(root, project, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !NOT_SHIPPED.test(file))
      .map((file) => join(root, project, 'src', file)),
  );
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const evaluator = new Evaluator(checker);
  const statements: SourceStatement[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file)!;
    const visit = (node: ts.Node): void => {
      const found = ofCall(node, checker) ?? ofLiteral(node, checker);
      if (found) {
        const { line } = source.getLineAndCharacterOfPosition(found.text.getStart());
        const where = `${relative(root, file)}:${line + 1}`;
        const { answer, door } = found;
        statements.push({ where, texts: textsOf(found.text, evaluator), answer, door });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { checker, statements };
}

type Found = Pick<SourceStatement, 'answer' | 'door'> & { text: ts.Expression };

/** `database.query(text, values)` */
function ofCall(node: ts.Node, checker: ts.TypeChecker): Found | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
  const { expression: owner, name } = node.expression;
  const text = node.arguments[0];
  if (name.text !== 'query' || !text) return;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(owner));
  const kinds = type.isUnion() ? type.types : [type];
  if (!kinds.every(({ symbol }) => TYPEORM.includes(symbol?.name))) return;
  return { text, answer: answerOf(node, checker), door: 'typeorm' };
}

/** `{ name, text, values }`, which goes to `prepared`, `together` or `withCommit`. */
function ofLiteral(node: ts.Node, checker: ts.TypeChecker): Found | undefined {
  if (!ts.isObjectLiteralExpression(node)) return;
  const property = (wanted: string) =>
    node.properties.find(
      (one) => one.name && ts.isIdentifier(one.name) && one.name.text === wanted,
    );
  const text = property('text');
  if (!text || !property('name')) return;
  const { parent } = node;
  const isPrepared = ts.isCallExpression(parent) && /^prepared$/.test(parent.expression.getText());
  const expression = ts.isPropertyAssignment(text) ? text.initializer : text.name;
  return {
    text: expression as ts.Expression,
    answer: isPrepared ? answerOf(parent, checker) : rowsOf(node, checker),
    door: 'ours',
  };
}

/** The rows that a `Statement<Row>` says it has. */
function rowsOf(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): ts.Type | undefined {
  const statement = checker.getContextualType(node)?.getProperty('row');
  return statement && checker.getTypeOfSymbol(statement);
}

function answerOf(call: ts.CallExpression, checker: ts.TypeChecker): ts.Type | undefined {
  let outer: ts.Node = call.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  if (ts.isAsExpression(outer)) return checker.getTypeFromTypeNode(outer.type);
  const signature = checker.getResolvedSignature(call);
  return signature && checker.getAwaitedType(checker.getReturnTypeOfSignature(signature));
}

function textsOf(node: ts.Expression, evaluator: Evaluator): string[] | NotConstant {
  try {
    return [...new Set(evaluator.everyValue(node).map(String))];
  } catch (error) {
    if (error instanceof NotConstant) return error;
    throw error;
  }
}
