"""How every other layer's lines map to the canonical structs; what has no rule stops the build.

A Form is the line of another layer for a canonical struct: its own id and field rows, addressing the canonical
struct. Field by field it is derived from names and types; what that cannot say stands in schema/layers/rules.toml.
"""
import collections
import dataclasses
import tomllib

import model as model_
from model import field_name
from schema import tl_type

ABSENT = None


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a form. `member`: the canonical field it is read from and written to as it is; `adapter`: a C++
    expression of a tl::Adapter that does it; neither: dropped on reading, empty on writing."""
    slot: model_.Slot
    member: str | None = None
    adapter: str | None = None


@dataclasses.dataclass(frozen=True)
class Form:
    struct: model_.Struct                   # the canonical one
    id: int
    rows: tuple[Row, ...]
    result: str | None = None               # C++ expression, where a method's result was of another type
    substitutes: bool = False               # the line of another constructor, sent in place of this one
    hand_written: int = 0                   # rules of rules.toml in it


@dataclasses.dataclass
class Layers:
    numbers: dict[int, str]                                 # layer -> source
    forms: list[Form]
    runs: dict[int, list]                                   # struct index -> [(last layer, Form | True | ABSENT)]
    fragile: set[int]                                       # struct indices: a required field may not be expressible
    since: dict[int, int]                                   # id -> first layer that knew the line, less the oldest
    differing: dict[int, tuple]                             # layer -> (constructors, methods, hand-written rules)


class Rules:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = tomllib.load(file)
        self.values = set(data["values"]["known"])
        self.fields = data["fields"]
        self.new = data["new"]
        self.absent = data["absent"]
        self.results = data["results"]
        self.renamed = data["renamed"]
        self.used = set()

    def take(self, section, key):
        found = getattr(self, section).get(key)
        if found is not None:
            self.used.add((section, key))
        return found

    def unused(self):
        return [f"[{section}] {key}" for section in ("fields", "new", "absent", "results", "renamed")
                for key in getattr(self, section) if (section, key) not in self.used] + \
               [f"[values] {pair}" for pair in self.values if ("values", pair) not in self.used]


class Gaps:
    """What has no rule, with the layers it is wanted for."""

    def __init__(self):
        self.found = collections.defaultdict(set)

    def note(self, what, layers):
        self.found[what] |= set(layers)

    def text(self):
        return "\n".join(f"  {what} (layers {min(layers)}..{max(layers)})"
                         for what, layers in sorted(self.found.items()))


def derive(model, history, rules, served):
    """`served`: TL names of the served methods."""
    return _Derivation(model, history, rules, served).run()


class _Derivation:
    def __init__(self, model, history, rules, served):
        self.model, self.history, self.rules = model, history, rules
        self.gaps = Gaps()
        self.structs = {(s.tl_name, s.is_method): s for s in model.structs if s.part == "api"}
        self.unions = collections.defaultdict(list)
        for struct in self.structs.values():
            if not struct.is_method and not struct.foreign:
                self.unions[struct.union].append(struct)
        self.served = served
        self.answers, self.requests = self._reach()
        self.forms = {}
        self.items = {s.cpp_name: (s.index, s.tag) for s in model.structs if not s.is_method}

    def run(self):
        steps = {struct: self._steps(struct, self._versions(name, is_method))
                 for (name, is_method), struct in self.structs.items()}
        runs = {struct.index: path for struct, path in steps.items()
                if not struct.is_method and any(what is not True for _, what in path)}
        missing = self.gaps.text()
        if missing:
            raise SystemExit(f"schema/layers/rules.toml: no rule for\n{missing}")
        unused = self.rules.unused()
        if unused:
            raise SystemExit(f"schema/layers/rules.toml: nothing needs {unused}")
        since = {c.id: min(known_by) - min(self.history.layers)
                 for versions in self.history.lines.values() for c, known_by in versions}
        return Layers(self.history.layers, list(self.forms.values()), runs, self._fragile(runs), since,
                      self._differing(steps))

    def _differing(self, steps):
        counts = {number: [0, 0, 0] for number in self.history.layers}
        for struct, path in steps.items():
            before = 0
            for last, what in path:
                # A foreign struct differs where it is known, every other one where it is not as in the canonical layer.
                if what is not (ABSENT if struct.foreign else True):
                    for number in (n for n in counts if before < n <= last):
                        counts[number][1 if struct.is_method else 0] += 1
                        counts[number][2] += what.hand_written if isinstance(what, Form) else 0
                before = last
        return {number: tuple(count) for number, count in counts.items()}

    def _versions(self, name, is_method):
        versions = list(self.history.lines[(name, is_method)])
        for old, new in self.rules.renamed.items():
            if new == name and (old, is_method) in self.history.lines:
                self.rules.used.add(("renamed", old))
                versions += self.history.lines[(old, is_method)]
        return versions

    # --- what is reachable ---

    def _reach(self):
        served = [self.structs[(name, True)] for name in self.served]
        answers = self._unions_of([_union_of_result(s, self.model) for s in served] + [self.model.tags["Updates"]])
        requests = self._unions_of([slot.union for s in served for slot in s.slots if slot.union])
        return answers, requests

    def _unions_of(self, roots):
        seen, todo = set(), [r for r in roots if r]
        while todo:
            union = todo.pop()
            if union in seen:
                continue
            seen.add(union)
            todo += [slot.union for struct in self.unions[union] for slot in struct.slots if slot.union]
        return seen

    # --- one constructor through the layers ---

    def _steps(self, struct, versions):
        """[(last layer, what it is there)], adjacent equal ones joined."""
        numbers = list(self.history.layers)
        steps = []
        for at, number in enumerate(numbers):
            known = next((c for c, known_by in versions if number in known_by), None)
            if known is None:
                what = ABSENT if struct.is_method or struct.foreign else self._substitute(struct, number)
            elif known.id == struct.id:
                what = True
            else:
                what = self._form(struct, known, number)
            last = numbers[at + 1] - 1 if at + 1 < len(numbers) else number
            if steps and steps[-1][1] is what:
                steps[-1] = (last, what)
            else:
                steps.append((last, what))
        return steps

    def _needed(self, struct):
        """(answers, requests): whether it can be sent, whether it can be received."""
        if struct.foreign:
            return False, False
        if struct.is_method:
            return False, struct.tl_name in self.served
        return struct.union in self.answers, struct.union in self.requests

    def _form(self, struct, line, number):
        key = (struct.index, line.id)
        if key not in self.forms:
            self.forms[key] = self._derive_form(struct, line, number)
        return self.forms[key]

    def _derive_form(self, struct, line, number):
        sent, received = self._needed(struct)
        rows, hand_written = [], 0
        for slot, field in zip(self._slots(line), line.fields):
            row, by_hand = self._row(struct, slot, field, number, sent, received)
            rows.append(row)
            hand_written += by_hand
        more = self._new_rows(struct, line, number, received)
        result = self._result(struct, line, number)
        hand_written += len(more) + (result is not None)
        return Form(struct, line.id, tuple(rows + more), result, False, hand_written)

    def _slots(self, line):
        words = [f.name for f in line.fields if f.type.name == "#"]
        return [model_.slot(f, "api", words, self.model.tags, self.items) for f in line.fields]

    def _row(self, struct, slot, field, number, sent, received):
        """(Row, number of hand-written rules in it)."""
        if slot.kind == "flags":
            return Row(slot), 0
        name = f"{struct.tl_name}.{field.name}:{tl_type(field.type)}"
        rule = self.rules.take("fields", name)
        if rule is not None:
            return Row(slot, adapter=_adapter(struct, slot, rule)), 1
        member = next((s for s in struct.slots if s.name == field.name), None)
        if member is not None and (member.kind, member.union) == (slot.kind, slot.union):
            return self._same(struct, slot, member, name, number, sent), 0
        if member is not None:
            return self._converted(struct, slot, member, field, name, number, sent or received)
        if sent or (received and slot.kind != "present"):
            self.gaps.note(f"{name}: there is no such field now", [number])
        return Row(slot), 0

    def _same(self, struct, slot, member, name, number, sent):
        if slot.kind == "box" and sent and slot.flag is None and member.flag is not None:
            self.gaps.note(f"{name}: required there, optional now", [number])
        if slot.kind in ("box", "present") or (slot.flag is None) == (member.flag is None):
            return Row(slot, member=member.name)
        return Row(slot, adapter=f"kSame<&{_member(struct, member)}, {plain_type(slot)}>")

    def _converted(self, struct, slot, member, field, name, number, needed):
        pair = f"{tl_type(field.type)} <- {_tl_text(member, self.model)}"
        if pair in self.rules.values:
            self.rules.used.add(("values", pair))
            return Row(slot, adapter=f"kConverted<&{_member(struct, member)}, {plain_type(slot)}>"), 1
        if needed:
            self.gaps.note(f"{name}: of another type now: {pair}", [number])
        return Row(slot), 0

    def _new_rows(self, struct, line, number, received):
        """Rows off the wire: what an older request does not say but a handler relies on."""
        said = {f.name for f in line.fields}
        rows = []
        for slot in struct.slots:
            if slot.name in said or slot.flag is not None or slot.kind == "flags":
                continue
            name = f"{struct.tl_name}.{slot.name}"
            rule = self.rules.take("new", name)
            if rule is None and received:
                self.gaps.note(f"{name}: new and required, what does an older request mean?", [number])
            elif rule not in (None, "zero", "elsewhere"):
                silent = dataclasses.replace(slot, kind="unsaid", least_size=0)
                rows.append(Row(silent, adapter=_unsaid(struct, slot, rule)))
        return rows

    def _result(self, struct, line, number):
        if not struct.is_method or tl_type(line.type) == self._result_text(struct):
            return None
        rule = self.rules.take("results", f"{struct.tl_name}:{tl_type(line.type)}")
        if rule is None and struct.tl_name in self.served:
            self.gaps.note(f"{struct.tl_name}:{tl_type(line.type)}: the answer there", [number])
        return rule and f"&layers::answer<{struct.cpp_name}, layers::results::{rule}>"

    def _result_text(self, struct):
        return next(tl_type(c.type) for c, _ in self.history.lines[(struct.tl_name, True)] if c.id == struct.id)

    # --- constructors a layer does not have ---

    def _substitute(self, struct, number):
        rule = self._absent_rule(struct, number)
        if rule is None:
            if struct.union in self.answers and self._union_known(struct.union, number):
                self.gaps.note(f"{struct.tl_name}: unknown there, and neither it nor its type has a rule", [number])
            return ABSENT
        if rule == "omit":
            return ABSENT
        line = next((c for c, known_by in self.history.lines[(rule["as"], False)] if number in known_by), None)
        if line is None:
            return ABSENT
        key = (struct.index, line.id)
        if key not in self.forms:
            self.forms[key] = self._stand_in(struct, line, rule, number)
        return self.forms[key]

    def _absent_rule(self, struct, number):
        union = self.model.tag_names[struct.union]
        names = {s.name for s in struct.slots}
        for key in (struct.tl_name, union.replace("_", ".", 1) if "_" in union else union):
            choices = self.rules.take("absent", key)
            for choice in choices if isinstance(choices, list) else [choices]:
                if isinstance(choice, str) and choice != "omit":
                    choice = {"as": choice}
                if choice == "omit":
                    return choice
                if choice and names >= set(choice.get("with", [])) and number >= choice.get("from", 0):
                    return choice
        return None

    def _union_known(self, union, number):
        return any(number in known_by for struct in self.unions[union]
                   for _, known_by in self.history.lines[(struct.tl_name, False)])

    def _stand_in(self, struct, line, rule, number):
        rows = []
        for slot, field in zip(self._slots(line), line.fields):
            member = next((s for s in struct.slots if s.name == field.name), None)
            if slot.kind == "flags":
                row = Row(slot)
            elif field.name in rule.get("set", {}):
                row = Row(slot, adapter=_adapter(struct, slot, rule["set"][field.name]))
            elif member is not None and (member.kind, member.union) == (slot.kind, slot.union):
                row = self._same(struct, slot, member, f"{struct.tl_name} as {line.name}", number, True)
            else:
                if slot.kind == "box" and slot.flag is None:
                    self.gaps.note(f"{struct.tl_name} as {line.name}: {field.name} has no value", [number])
                row = Row(slot)
            rows.append(row)
        return Form(struct, line.id, tuple(rows), substitutes=True, hand_written=1)

    def _fragile(self, runs):
        """Structs with a required box that some layer may have to leave out, directly or further down."""
        optional = {index for index, steps in runs.items() if any(what is ABSENT for _, what in steps)}
        lost = {s.union for s in self.structs.values() if s.index in optional and not s.foreign}
        # An adapter may have nothing to say.
        fragile = {form.struct.index for form in self.forms.values() if not form.struct.is_method
                   and any(row.adapter and row.slot.kind == "box" and row.slot.flag is None for row in form.rows)}
        lost |= {s.union for s in self.structs.values() if s.index in fragile}
        while True:
            more = {s.index for s in self.structs.values() if not s.is_method and s.index not in fragile
                    and any(slot.kind == "box" and slot.flag is None and slot.union in lost for slot in s.slots)}
            if not more:
                return fragile
            fragile |= more
            lost |= {s.union for s in self.structs.values() if s.index in more}


def _union_of_result(struct, model):
    for prefix in ("Box<", "Vec<Box<"):
        if struct.result.startswith(prefix):
            return model.tags[struct.result[len(prefix):].rstrip(">")]
    return 0


def _member(struct, slot):
    return f"{struct.cpp_name}::{field_name(slot.name)}"


def plain_type(slot):
    """The C++ type of the value itself, absent or not."""
    text = slot.cpp_type
    return text[len("std::optional<"):-1] if text.startswith("std::optional<") else text


def _tl_text(slot, model):
    """A canonical slot's type as TL says it."""
    scalars = {"int32": "int", "int64": "long", "float64": "double", "boolean": "Bool", "present": "true"}
    if slot.union:
        name = model.tag_names[slot.union].replace("_", ".", 1)
    else:
        kind = slot.kind.removeprefix("vector_")
        name = scalars.get(kind, kind)
    return f"Vector<{name}>" if "vector" in slot.kind else name


def _adapter(struct, slot, rule):
    wire = plain_type(slot)
    if rule == "zero":
        return None
    if isinstance(rule, dict):
        text = rule["text"].replace('"', '\\"')
        return f'kText<"{text}">'
    if isinstance(rule, bool) or isinstance(rule, int):
        return f"kConstant<{wire}, {str(rule).lower() if isinstance(rule, bool) else rule}>"
    return f"kRule<{struct.cpp_name}, {wire}, layers::fields::{rule}>"


def _unsaid(struct, slot, rule):
    if isinstance(rule, int):
        return f"kUnsaidConstant<&{_member(struct, slot)}, {rule}>"
    return f"kUnsaid<{struct.cpp_name}, layers::fields::{rule}>"
