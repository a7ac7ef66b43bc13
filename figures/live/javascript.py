"""Python functions of plain numbers as JavaScript, from their syntax tree.

What can be translated: assignments to names, tuples among them, arithmetic, comparisons, the
choice ``a if b else c``, calls by name, ``self.X`` for a constant X, and one ``return`` at the end.
All else is refused with its statement: nothing is translated into what it does not mean.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable

#: Those that have the same name in JavaScript's Math.
MATH = "exp log log10 log1p expm1 sqrt sin cos tan sinh cosh tanh abs ceil floor sign"
#: Functions of `protocols.engine.initial_state.FUNCTIONS` and others, in JavaScript.
FUNCTIONS = {name: f"Math.{name}" for name in MATH.split()} | {
    "arcsin": "Math.asin",
    "arccos": "Math.acos",
    "arctan": "Math.atan",
    "int": "Number",
    "float": "Number",
    "bool": "Boolean",
    **{name: name for name in ("clip", "exprel", "erf", "dot")},
    "logical_and": "both",
    "logical_or": "either",
    "logical_not": "not",
}
OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.UAdd: "+", ast.USub: "-", ast.Not: "!", ast.And: "&&", ast.Or: "||",
}  # fmt: skip
#: NumPy's text has & and | for Brian2's ``and`` and ``or``.
CALLED = {
    ast.Pow: "power", ast.Mod: "modulo", ast.FloorDiv: "divideDown", ast.MatMult: "dot",
    ast.BitAnd: "both", ast.BitOr: "either",
}  # fmt: skip
CONSTANTS = {"inf": "Infinity", "nan": "NaN", "pi": "Math.PI"}
#: Words that no variable of JavaScript may be called, and names that the page gives a meaning.
TAKEN = """arguments await break case catch class const continue debugger default delete do else
    enum eval export extends false finally for function if implements import in instanceof interface
    let new null package private protected public return static super switch this throw true try
    typeof undefined var void while with yield Math Number Boolean Infinity NaN power modulo
    divideDown both either not"""


class Untranslatable(Exception):
    """A statement that has no translation; tells which, and why."""

    def __init__(self, node: ast.AST, why: str):
        self.statement = " ".join(ast.unparse(node).split())
        super().__init__(f"{self.statement!r} {why}")


def translate(function: str | Callable, called: Iterable[str] = ()) -> str:
    """A function as JavaScript: ``function name(a, b) { ... }``.

    Parameters
    ----------
    function : str or callable
        Its text, or itself.
    called : iterable of str
        Names of other translated functions that it may call.

    Raises
    ------
    Untranslatable
    """
    define = parse(function)
    names = [one.arg for one in define.args.args if one.arg != "self"]
    names += sorted({n.attr for n in ast.walk(define) if is_of_self(n)} - set(names) - set(called))
    translator = Translator(names, called)
    lines = [*translator.translate_body(define), translator.translate_return(define)]
    given = ", ".join(map(spell, names))
    body = textwrap.indent("\n".join(lines), "  ")
    return f"function {spell(define.name)}({given}) {{\n{body}\n}}"


def translate_statements(function: str, indent: str) -> str:
    """The body of a function that returns the names it was given, as statements on these."""
    define = parse(function)
    lines = Translator([one.arg for one in define.args.args]).translate_body(define)
    return textwrap.indent("\n".join(lines), indent)


def translate_expression(text: str, known: Iterable[str]) -> str:
    """One expression of the names ``known``."""
    return Translator(known).translate(ast.parse(text, mode="eval").body)


def parse(function: str | Callable) -> ast.FunctionDef:
    text = function if isinstance(function, str) else inspect.getsource(function)
    define = ast.parse(textwrap.dedent(text)).body[0]
    if not isinstance(define, ast.FunctionDef):
        raise Untranslatable(define, "is not a function")
    odd = define.args.vararg or define.args.kwarg or define.args.kwonlyargs
    if odd or define.args.posonlyargs:
        raise Untranslatable(define.args, "has arguments that are not plain names")
    return define


def is_of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"


def spell(name: str) -> str:
    """A name of Python's in JavaScript, where some words are taken."""
    return f"${name}" if name in TAKEN.split() else name


class Translator(ast.NodeVisitor):
    """Translates statements that assign to names, and knows which there are so far."""

    def __init__(self, given: Iterable[str], called: Iterable[str] = ()):
        self.known = set(given)
        self.functions = FUNCTIONS | {name: spell(name) for name in called}

    def translate_body(self, define: ast.FunctionDef) -> list[str]:
        """All statements but the docstring and the last one, which returns."""
        statements = define.body[1:] if ast.get_docstring(define) else define.body
        if not statements or not isinstance(statements[-1], ast.Return):
            raise Untranslatable(define.body[-1], "does not return at its end")
        return [self.translate(one) for one in statements[:-1]]

    def translate_return(self, define: ast.FunctionDef) -> str:
        return f"return {self.translate(define.body[-1].value)};"

    def translate(self, node: ast.AST) -> str:
        return self.visit(node)

    def generic_visit(self, node: ast.AST) -> str:
        raise Untranslatable(node, "cannot be translated into JavaScript")

    def visit_Assign(self, node: ast.Assign) -> str:
        (target,) = node.targets if len(node.targets) == 1 else [node]
        value = self.translate(node.value)
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        if not all(isinstance(one, ast.Name) for one in names):
            raise Untranslatable(node, "assigns to more than names")
        new = {one.id for one in names} - self.known
        if new and len(new) < len(names):
            raise Untranslatable(node, "assigns to names old and new")
        self.known |= new
        told = ", ".join(spell(one.id) for one in names)
        left = f"[{told}]" if isinstance(target, ast.Tuple) else told
        return f"{'let ' if new else ''}{left} = {value};"

    def visit_AugAssign(self, node: ast.AugAssign) -> str:
        read = ast.Name(getattr(node.target, "id", ""), ast.Load())
        return self.translate(ast.Assign([node.target], ast.BinOp(read, node.op, node.value)))

    def visit_BinOp(self, node: ast.BinOp) -> str:
        left, right, kind = self.translate(node.left), self.translate(node.right), type(node.op)
        if kind in CALLED:
            return f"{CALLED[kind]}({left}, {right})"
        return f"({left} {self.operator(node)} {right})"

    def visit_UnaryOp(self, node: ast.UnaryOp) -> str:
        return f"({self.operator(node)}{self.translate(node.operand)})"

    def visit_BoolOp(self, node: ast.BoolOp) -> str:
        return "(" + f" {self.operator(node)} ".join(map(self.translate, node.values)) + ")"

    def operator(self, node) -> str:
        if type(node.op) not in OPERATORS:
            raise Untranslatable(node, "has an operator that cannot be translated")
        return OPERATORS[type(node.op)]

    def visit_Compare(self, node: ast.Compare) -> str:
        if len(node.ops) > 1 or type(node.ops[0]) not in OPERATORS:
            raise Untranslatable(node, "compares in a way that cannot be translated")
        sides = map(self.translate, (node.left, node.comparators[0]))
        return f"({f' {OPERATORS[type(node.ops[0])]} '.join(sides)})"

    def visit_IfExp(self, node: ast.IfExp) -> str:
        parts = map(self.translate, (node.test, node.body, node.orelse))
        return "({} ? {} : {})".format(*parts)

    def visit_Tuple(self, node: ast.Tuple) -> str:
        return f"[{', '.join(map(self.translate, node.elts))}]"

    def visit_Call(self, node: ast.Call) -> str:
        name = getattr(node.func, "id", None) or (is_of_self(node.func) and node.func.attr)
        if name not in self.functions or node.keywords:
            raise Untranslatable(node, "calls what has no translation")
        return f"{self.functions[name]}({', '.join(map(self.translate, node.args))})"

    def visit_Name(self, node: ast.Name) -> str:
        if node.id in self.known:
            return spell(node.id)
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        raise Untranslatable(node, "is no name that is known here")

    def visit_Attribute(self, node: ast.Attribute) -> str:
        if not is_of_self(node):
            return self.generic_visit(node)
        return spell(node.attr)

    def visit_Constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, bool):
            return str(node.value).lower()
        if not isinstance(node.value, int | float):
            raise Untranslatable(node, "is no number")
        return CONSTANTS.get(repr(node.value), repr(node.value))  # 1e999 is inf
