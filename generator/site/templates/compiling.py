"""How a template becomes Python: as Jinja does it, without what our promises make superfluous.

Pages are printed by the ten thousand, and most of their time went into Jinja being ready for anything. Here nothing is
printed but what `finalize` returns, which needs no second escaping; an attribute is an attribute, and one that is not there
an error; a macro is a function; and a message with its place in a template is translated once, when the template is
compiled: an environment speaks one language.

What templates may say stays as it is, but for what none of ours does: blocks, calls with bodies, macros of any number of
arguments, a dictionary's keys as attributes.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from itertools import groupby
from string import Formatter
from typing import Any, Final, cast

from jinja2 import Environment, TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.language import Tongue

_HEADER: Final = (
    "from functools import partial",
    "from markupsafe import Markup",
    "marked = partial(str.__new__, Markup)",
    "printed = environment.finalize",
    "entities = environment.entities",
)


class _Translator(NodeTransformer):
    """Puts translations in the place of messages: text between whatever fills them."""

    def __init__(self, spoken: Tongue, name: str | None, filename: str | None) -> None:
        self.spoken, self.name, self.filename = spoken, name, filename

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and isinstance(node.args[0], nodes.Const)):
            return node
        text = self.spoken.catalogue.gettext(node.args[0].value)
        if not node.kwargs:
            return nodes.TemplateData(text, lineno=node.lineno)
        return nodes.Concat(list(self._filled(text, node)), lineno=node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(node)
        node.nodes = [part for child in node.nodes for part in (child.nodes if isinstance(child, nodes.Concat) else [child])]
        return node

    def _filled(self, text: str, call: nodes.Call) -> Iterator[nodes.Expr]:
        values = {pair.key: pair.value for pair in call.kwargs}
        for before, field, spec, conversion in Formatter().parse(text):
            if before:
                yield nodes.TemplateData(before, lineno=call.lineno)
            if field is None:
                continue
            if field not in values or spec or conversion:
                raise TemplateAssertionError(f"nothing fills {{{field}}} of {text!r}", call.lineno, self.name, self.filename)
            yield values[field]


def _last(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield what is printed last and first at once, on each way through a macro that has only such ways."""
    if len(body) == 1 and isinstance(body[0], nodes.Output):
        yield body[0]
    elif len(body) == 1 and isinstance(body[0], nodes.If):
        for way in (body[0], *body[0].elif_):
            yield from _last(way.body)
        yield from _last(body[0].else_)


def _joined(parts: list[nodes.Expr]) -> Iterator[nodes.Expr]:
    """Yield what is printed, texts beside each other as one."""
    for is_text, some in groupby(parts, lambda part: isinstance(part, nodes.TemplateData)):
        if is_text:
            yield nodes.TemplateData("".join(cast("nodes.TemplateData", part).data for part in some))
        else:
            yield from some


class _Writer(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's
        self.texts: dict[str, str] = {}
        self.last: set[int] = set()
        self.macros = {macro.name for macro in node.find_all(nodes.Macro)}
        for imported in node.find_all(nodes.FromImport):
            self.macros.update(name if isinstance(name, str) else name[1] for name in imported.names)
        for line in _HEADER:
            self.writeline(line)
        super().visit_Template(node, frame)
        for text, name in self.texts.items():
            self.writeline(f"{name} = Markup({text!r})")

    def enter_frame(self, frame: Frame) -> None:
        """Look once whether what a template is given is there; and keep what it prints together until its end."""
        super().enter_frame(frame)
        for name, (load, given) in frame.symbols.loads.items():
            if load == VAR_LOAD_RESOLVE:
                self.writeline(f"if {name} is missing: {name} = undefined(name={given!r})")
        if frame.rootlevel:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's
        name = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(name)
        if node.ctx == "load" and (node.name in self.macros or (load is not None and load[0] == VAR_LOAD_RESOLVE)):
            self.write(name)
        else:
            super().visit_Name(node, frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802 - Jinja's
        self.last.update(map(id, _last(node.body)))
        super().visit_Macro(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """Write what is printed; where a macro prints nothing else, that is what it returns."""
        if id(node) not in self.last:
            super().visit_Output(node, frame)
            return
        parts = list(_joined(node.nodes))
        self.writeline("return ", node)
        if len(parts) > 1:
            self.visit_Concat(nodes.Concat(parts), frame)
        elif isinstance(parts[0], nodes.TemplateData):
            self.visit_TemplateData(parts[0], frame)
        else:
            self._printed(parts[0], frame)

    def visit_TemplateData(self, node: nodes.TemplateData, frame: Frame) -> None:  # noqa: ARG002, N802 - Jinja's
        """Write the name of a text that is handed on rather than printed."""
        self.write(self.texts.setdefault(node.data, f"text_{len(self.texts)}"))

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's
        self.write("marked(concat((")
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self._printed(child, frame)
            self.write(", ")
        self.write(")))")

    def _printed(self, node: nodes.Expr, frame: Frame) -> None:
        self._output_child_pre(node, frame, self._make_finalize())
        self.visit(node, frame)
        self._output_child_post(node, frame, self._make_finalize())

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002 - Jinja's
        self.write("(it if (kind := type(it := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002 - Jinja's
        self.write(")) is Markup else entities[it] if kind is str else printed(it))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            self.fail("only plain calls are compiled", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        # A macro's function calls its arguments as Jinja does within it: one level below the template.
        level = "l_1_" if isinstance(node.node, nodes.Name) and node.node.name in self.macros else ""
        for pair in node.kwargs:
            self.write(f"**{{{level + pair.key!r}: ")  # which may be a word of Python's
            self.visit(pair.value, frame)
            self.write("}, ")
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Write where the macros of another template come from: they know nothing of the template that calls them."""
        self.write("environment.macros_of(")
        self.visit(node.template, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - Jinja's
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            self.fail("only macros of named arguments are compiled", macro_ref.node.lineno)
        self.write("macro")
        self.writeline(f"macro.__defaults__ = (missing,) * {len(macro_ref.node.args)}")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: ARG002 - Jinja's
        self.writeline(f"return marked(concat({frame.buffer}))")


class Templates(Environment):
    """An environment that speaks one language; its `finalize` returns `Markup` or raises, for text the same as `entities`."""

    code_generator_class = _Writer

    def __init__(self, spoken: Tongue, entities: Mapping[str, Markup], **settings: Any) -> None:
        super().__init__(**settings, autoescape=True)
        self.spoken, self.entities = spoken, entities
        self.modules: dict[str, TemplateModule] = {}

    def macros_of(self, template: str) -> TemplateModule:
        """Return the macros of a template, made once."""
        if template not in self.modules:
            self.modules[template] = self.get_template(template).module
        return self.modules[template]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows, in one dictionary: it is copied for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        return super()._generate(_Translator(self.spoken, name, filename).visit(source), name, filename, defer_init)
