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
  /** Whether a connection keeps its plan. */
  named: boolean;
  /** What the call answers with; none where nobody looks at the rows. */
  answer: ts.Type | undefined;
}

export interface SourceStatements {
  checker: ts.TypeChecker;
  statements: SourceStatement[];
}

const ASKED = ['Database', 'Tx', 'Queryable'];
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
        const { text, answer, named } = found;
        statements.push({ where, texts: textsOf(text, evaluator), answer, named });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { checker, statements };
}

type Found = Pick<SourceStatement, 'answer' | 'named'> & { text: ts.Expression };

/** `database.query(text, values)` and `database.execute(text, values)` */
function ofCall(node: ts.Node, checker: ts.TypeChecker): Found | undefined {
  if (!ts.isCallExpression(node) || !isAsking(node, checker)) return;
  const text = node.arguments[0]!;
  // A statement with a name is found where it is written.
  if (!(checker.getTypeAtLocation(text).flags & ts.TypeFlags.StringLike)) return;
  return { text, answer: answerOf(node, checker), named: false };
}

function isAsking({ expression }: ts.CallExpression, checker: ts.TypeChecker): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  if (!['query', 'execute'].includes(expression.name.text)) return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression.expression));
  const kinds = type.isUnion() ? type.types : [type];
  return kinds.every(({ symbol }) => ASKED.includes(symbol?.name));
}

/** `{ name, text, values }`, which goes to `query`, `together` or `withCommit`. */
function ofLiteral(node: ts.Node, checker: ts.TypeChecker): Found | undefined {
  if (!ts.isObjectLiteralExpression(node)) return;
  const property = (wanted: string) =>
    node.properties.find(
      (one) => one.name && ts.isIdentifier(one.name) && one.name.text === wanted,
    );
  const text = property('text');
  if (!text || !property('name')) return;
  const { parent } = node;
  const isAsked = ts.isCallExpression(parent) && isAsking(parent, checker);
  const expression = ts.isPropertyAssignment(text) ? text.initializer : text.name;
  return {
    text: expression as ts.Expression,
    answer: isAsked ? answerOf(parent, checker) : undefined,
    named: true,
  };
}

/** The rows, as the call or a cast around it has them; nothing of a change that is only counted. */
function answerOf(call: ts.CallExpression, checker: ts.TypeChecker): ts.Type | undefined {
  let outer: ts.Node = call.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  if (ts.isAsExpression(outer)) return checker.getTypeFromTypeNode(outer.type);
  const signature = checker.getResolvedSignature(call);
  const answer = signature && checker.getAwaitedType(checker.getReturnTypeOfSignature(signature));
  return answer && checker.isArrayType(answer) ? answer : undefined;
}

function textsOf(node: ts.Expression, evaluator: Evaluator): string[] | NotConstant {
  try {
    return [...new Set(evaluator.everyValue(node).map(String))];
  } catch (error) {
    if (error instanceof NotConstant) return error;
    throw error;
  }
}
