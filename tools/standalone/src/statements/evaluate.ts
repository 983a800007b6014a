import ts from 'typescript';
import { Choices } from './choices.ts';
import { callsOf, constantOf, isCallable, literalsOf, type Callable } from './source-code.ts';

/** A text that this file can't tell without running the program. */
export class NotConstant extends Error {
  constructor(node: ts.Node, why: string) {
    super(`${why}: ${node.getText().replace(/\s+/g, ' ').slice(0, 120)}`);
  }
}

type Known = ReadonlyMap<ts.Symbol, unknown>;

/** Most texts that one place may stand for. */
const MOST_CHOICES = 128;
const OPERATORS = new Map<ts.SyntaxKind, (left: number, right: number) => unknown>([
  [ts.SyntaxKind.PlusToken, (left, right) => left + right],
  [ts.SyntaxKind.MinusToken, (left, right) => left - right],
  [ts.SyntaxKind.AsteriskToken, (left, right) => left * right],
]);
const PURE = ['join', 'map', 'flatMap', 'filter', 'slice', 'trim', 'replace', 'replaceAll', 'flat'];

/**
 * What an expression can be, told from the source alone: constants, templates, spreads and small pure functions of any
 * file. Where the program has a choice (a condition, a parameter that is one of several literals) each way is taken.
 */
export class Evaluator {
  private readonly choices = new Choices();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** @throws NotConstant when it can't be told. */
  everyValue(node: ts.Expression): unknown[] {
    const values: unknown[] = [];
    this.choices.forget();
    do {
      values.push(this.value(node, new Map()));
      if (values.length > MOST_CHOICES) throw new NotConstant(node, 'too many ways');
    } while (this.choices.next());
    return values;
  }

  private value(node: ts.Expression, known: Known): unknown {
    const value = this.valueOrWhyNot(node, known);
    if (value instanceof NotConstant) throw value;
    return value;
  }

  private valueOrWhyNot(node: ts.Expression, known: Known): unknown {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(
        ({ expression, literal }) => String(this.value(expression, known)) + literal.text,
      );
      return node.head.text + spans.join('');
    }
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node)
    ) {
      return this.value(node.expression, known);
    }
    if (ts.isIdentifier(node)) return this.named(node, known);
    if (ts.isConditionalExpression(node)) {
      return this.value(this.choices.choose(node, [node.whenTrue, node.whenFalse]), known);
    }
    if (ts.isBinaryExpression(node)) return this.binary(node, known);
    if (ts.isArrayLiteralExpression(node)) {
      return node.elements.flatMap((one) =>
        ts.isSpreadElement(one)
          ? (this.value(one.expression, known) as unknown[])
          : [this.value(one, known)],
      );
    }
    if (ts.isObjectLiteralExpression(node)) return this.object(node, known);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, known);
    if (ts.isElementAccessExpression(node)) {
      const key = this.value(node.argumentExpression, known) as string;
      return (this.value(node.expression, known) as Record<string, unknown>)[key];
    }
    if (ts.isCallExpression(node)) return this.call(node, known);
    throw new NotConstant(node, ts.SyntaxKind[node.kind]);
  }

  private binary(node: ts.BinaryExpression, known: Known): unknown {
    if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
      return this.value(node.left, known) ?? this.value(node.right, known);
    }
    const calculate = OPERATORS.get(node.operatorToken.kind);
    if (!calculate) throw new NotConstant(node, 'operator');
    return calculate(
      this.value(node.left, known) as number,
      this.value(node.right, known) as number,
    );
  }

  /** What can't be told of an object is asked for by nobody: `values` are none of a statement's text. */
  private object(node: ts.ObjectLiteralExpression, known: Known): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const one of node.properties) {
      try {
        if (ts.isSpreadAssignment(one)) Object.assign(result, this.value(one.expression, known));
        else if (ts.isPropertyAssignment(one) && !ts.isComputedPropertyName(one.name)) {
          result[one.name.text] = this.value(one.initializer, known);
        } else if (ts.isShorthandPropertyAssignment(one)) {
          const symbol = this.checker.getShorthandAssignmentValueSymbol(one);
          result[one.name.text] = this.ofSymbol(symbol, one.name, known);
        }
      } catch (error) {
        if (!(error instanceof NotConstant) || !one.name) throw error;
        result[one.name.getText()] = error;
      }
    }
    return result;
  }

  private property(node: ts.PropertyAccessExpression, known: Known): unknown {
    const declared = this.symbolOf(node.name)?.valueDeclaration;
    if (declared && ts.isPropertyDeclaration(declared) && declared.initializer) {
      return this.value(declared.initializer, new Map());
    }
    const literals = literalsOf(node, this.checker);
    if (literals.length > 0) return this.choices.choose(this.symbolOf(node.name)!, literals);
    const owner = this.value(node.expression, known) as Record<string, unknown>;
    if (Object(owner) === owner && node.name.text in owner) return owner[node.name.text];
    throw new NotConstant(node, 'property');
  }

  private named(node: ts.Identifier, known: Known): unknown {
    if (node.text === 'undefined') return undefined;
    return this.ofSymbol(this.symbolOf(node), node, known);
  }

  private ofSymbol(symbol: ts.Symbol | undefined, node: ts.Expression, known: Known): unknown {
    const target = symbol && this.original(symbol);
    if (target && known.has(target)) return known.get(target);
    const declared = target?.valueDeclaration;
    const variable = declared && constantOf(declared);
    if (variable) {
      const inside = new Map(known);
      this.bind(variable.name, this.value(variable.initializer, known), inside);
      if (inside.has(target)) return inside.get(target);
    }
    const literals = literalsOf(node, this.checker);
    if (literals.length > 0) return this.choices.choose(target ?? node, literals);
    if (declared && ts.isParameter(declared)) return this.given(declared);
    throw new NotConstant(node, 'not a constant');
  }

  /** What the calls in its own file give a parameter. */
  private given(parameter: ts.ParameterDeclaration): unknown {
    const callable = parameter.parent;
    const name = callable.name && this.symbolOf(callable.name);
    const calls = name
      ? callsOf(name, parameter.getSourceFile(), (node) => this.symbolOf(node))
      : [];
    if (calls.length === 0) throw new NotConstant(parameter, 'given from elsewhere');
    const argument = this.choices.choose(callable, calls).arguments[
      callable.parameters.indexOf(parameter)
    ];
    if (!argument) throw new NotConstant(parameter, 'not given');
    return this.value(argument, new Map());
  }

  private call(node: ts.CallExpression, known: Known): unknown {
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      const owner = callee.expression.getText();
      if (owner === 'Object' && ['keys', 'values', 'entries'].includes(method)) {
        const of = Object[method as 'keys'];
        return of(this.value(node.arguments[0]!, known) as object);
      }
      if (PURE.includes(method)) {
        const self = this.value(callee.expression, known) as Record<string, CallableFunction>;
        return self[method]!(...node.arguments.map((one) => this.argument(one, known)));
      }
    }
    const declared = this.symbolOf(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
    const body = declared?.valueDeclaration;
    const callable = body && ts.isVariableDeclaration(body) ? body.initializer : body;
    if (!callable || !isCallable(callable)) throw new NotConstant(node, 'call');
    const given = node.arguments.map((one) => {
      try {
        return { value: this.argument(one, known) };
      } catch {
        return undefined;
      }
    });
    return this.apply(callable, given, known);
  }

  private argument(node: ts.Expression, known: Known): unknown {
    if (!ts.isArrowFunction(node)) return this.value(node, known);
    return (...given: unknown[]) =>
      this.apply(
        node as Callable,
        given.map((value) => ({ value })),
        known,
      );
  }

  private apply(
    callable: Callable,
    given: readonly ({ value: unknown } | undefined)[],
    known: Known,
  ): unknown {
    const inside = new Map(known);
    callable.parameters.forEach(({ name, initializer }, n) => {
      if (given[n]) this.bind(name, given[n].value, inside);
      else if (initializer && !(n in given))
        this.bind(name, this.value(initializer, inside), inside);
    });
    if (!ts.isBlock(callable.body)) return this.value(callable.body as ts.Expression, inside);
    for (const statement of callable.body.statements) {
      if (ts.isReturnStatement(statement)) return this.value(statement.expression!, inside);
      // A constant of the function is looked up where it is used.
      if (!ts.isVariableStatement(statement)) throw new NotConstant(statement, 'statement');
    }
    throw new NotConstant(callable, 'no result');
  }

  private bind(name: ts.BindingName, value: unknown, known: Map<ts.Symbol, unknown>): void {
    if (ts.isIdentifier(name)) {
      known.set(this.checker.getSymbolAtLocation(name)!, value);
      return;
    }
    name.elements.forEach((one, n) => {
      if (!ts.isBindingElement(one) || Object(value) !== value) return;
      const key = ts.isArrayBindingPattern(name) ? n : (one.propertyName ?? one.name).getText();
      const owner = value as Record<string, unknown>;
      if (key in owner) this.bind(one.name, owner[key], known);
    });
  }

  private symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol && this.original(symbol);
  }

  private original(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}
