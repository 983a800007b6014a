import ts from 'typescript';

export type Callable = ts.FunctionLikeDeclaration & { body: ts.Node };

export function isCallable(node: ts.Node): node is Callable {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The `const` that a name belongs to, by itself or out of a pattern. One that is filled later on is none. */
export function constantOf(
  declared: ts.Declaration,
): (ts.VariableDeclaration & { initializer: ts.Expression }) | undefined {
  let node: ts.Node = declared;
  while (ts.isBindingElement(node)) node = node.parent.parent;
  if (!ts.isVariableDeclaration(node) || !node.initializer) return undefined;
  const isConst = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  const { initializer } = node;
  const isFilled = ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0;
  return isConst && !isFilled ? { ...node, initializer } : undefined;
}

/** The literals that an expression's type consists of; none when it is more than that. */
export function literalsOf(node: ts.Expression, checker: ts.TypeChecker): (string | number)[] {
  const type = checker.getTypeAtLocation(node);
  const all = type.isUnion() ? type.types : [type];
  const literals = all.filter((one) => one.isStringLiteral() || one.isNumberLiteral());
  return literals.length === all.length ? literals.map(({ value }) => value) : [];
}

/** The calls of a function or method in one file. */
export function callsOf(
  callee: ts.Symbol,
  source: ts.SourceFile,
  symbolOf: (node: ts.Node) => ts.Symbol | undefined,
): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (symbolOf(name) === callee) calls.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}
