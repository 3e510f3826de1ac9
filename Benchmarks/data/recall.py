#!/usr/bin/env python3
"""Which of the tests that a change breaks are selected, and how many are: recall.py ASSAY [EDITS]

A project with a history is made, once in Python and once in JavaScript: modules that import each other, some by a name that is put together,
that read data files and templates, look for settings that may not be there, and start each other as programs. Then files
change, one at a time, and every test is run: what fails is what had to be selected. Beside Assay stand what most people would
do: tests called as the file is, all that import it by whatever way, and those that most often changed with it.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

MODULES, COMMITS, SEED = 30, 150, 11

CONFIGURATION = """
pipeline: {{stages: [{{name: s, steps: [unit]}}]}}
steps:
  unit:
    tests: t/test_*.{ending}
    run: |
      mkdir -p out
      for t in "$@"; do {program} "$t" || exit 1; done
      echo "<testsuite><testcase name='{{unit}}'/></testsuite>" > out/{{unit}}.xml
    reports: ["out/{{unit}}.xml"]
"""


class Python:
    ending, program = "py", "python3"

    def module(self, index, value, imports, way):
        lines = ["import importlib, os, subprocess, sys", f"value = {value}"]
        for other, hidden in imports:
            if hidden:
                lines.append(f"value += importlib.import_module('m' + str({other})).value")
            else:
                lines += [f"import m{other}", f"value += m{other}.value"]
        lines += {
            "plain": [],
            "data": [f"value += int(open('data/d{index}.txt').read())"],
            "setting": [f"value += 1 if os.path.exists('conf/local{index}.txt') else 0"],
            "program": [f"value += int(subprocess.run([sys.executable, 'tools/p{index}.py'], stdout=-1).stdout)"],
        }[way]
        return "\n".join(lines) + "\n"

    def tool(self, value):
        return f"print({value})\n"

    def test(self, index, value):
        return f"import sys\nsys.path.insert(0, 'src')\nimport m{index}\nassert m{index}.value == {value}, m{index}.value\n"

    def print_value(self, index):
        return ["python3", "-c", f"import sys; sys.path.insert(0, 'src'); import m{index}; print(m{index}.value)"]

    imports = re.compile(r"^import (m\d+)$", re.MULTILINE)


class JavaScript:
    ending, program = "js", "node"

    def module(self, index, value, imports, way):
        lines = ["const fs = require('fs'), run = require('child_process').execFileSync", f"exports.value = {value}"]
        for other, hidden in imports:
            name = f"'./m' + {other} + '.js'" if hidden else f"'./m{other}.js'"
            lines.append(f"exports.value += require({name}).value")
        lines += {
            "plain": [],
            "data": [f"exports.value += Number(fs.readFileSync('data/d{index}.txt'))"],
            "setting": [f"exports.value += fs.existsSync('conf/local{index}.txt') ? 1 : 0"],
            "program": [f"exports.value += Number(run(process.execPath, ['tools/p{index}.js']))"],
        }[way]
        return "\n".join(lines) + "\n"

    def tool(self, value):
        return f"console.log({value})\n"

    def test(self, index, value):
        return f"process.exit(require('../src/m{index}.js').value === {value} ? 0 : 1)\n"

    def print_value(self, index):
        return ["node", "-e", f"console.log(require('./src/m{index}.js').value)"]

    imports = re.compile(r"require\('\./(m\d+)\.js'\)")


class Project:
    def __init__(self, language, chance):
        self.language, self.chance = language, chance
        self.values = [chance.randrange(50) for _ in range(MODULES)]
        self.ways = [chance.choice(["plain", "plain", "plain", "data", "setting", "program"]) for _ in range(MODULES)]
        self.needs = [
            [(other, chance.random() < 0.15) for other in range(index) if chance.random() < 2.2 / MODULES] for index in range(MODULES)
        ]
        for folder in ["src", "t", "data", "conf", "tools"]:
            os.mkdir(folder)
        write("conf/base.txt", "settings\n")
        configuration = CONFIGURATION.format(ending=language.ending, program=language.program)
        write("assay.yaml", configuration)
        write("hints.yaml", configuration + "selection: {without_map: hints}\n")
        write(".gitignore", "out/\n.assay/\n__pycache__/\n")
        for index in range(MODULES):
            self.write(index)
            write(f"data/d{index}.txt", "1\n")
            write(f"tools/p{index}.{language.ending}", language.tool(2))
        for index in range(MODULES):
            done = subprocess.run(language.print_value(index), check=True, capture_output=True, text=True)
            write(self.test(index), language.test(index, int(done.stdout)))
        git("init", "-q", "-b", "main")
        commit("all")

    def source(self, index):
        return f"src/m{index}.{self.language.ending}"

    def test(self, index):
        return f"t/test_m{index}.{self.language.ending}"

    def write(self, index, more=0, note=""):
        text = self.language.module(index, self.values[index] + more, self.needs[index], self.ways[index])
        write(self.source(index), text + note)

    def grow(self):
        """Commits as people make them: a module, often with its test, at times with one that it uses."""
        note = "# note {}\n" if self.language.ending == "py" else "// note {}\n"
        for number in range(COMMITS):
            index = self.chance.randrange(MODULES)
            paths = [self.source(index)]
            if self.chance.random() < 0.6:
                paths.append(self.test(index))
            if self.needs[index] and self.chance.random() < 0.3:
                paths.append(self.source(self.chance.choice(self.needs[index])[0]))
            for path in paths:
                with open(path, "a") as file:
                    file.write(note.format(number))
            commit(f"change {number}")

    def edit(self):
        """Changes one file so that whoever depends on it comes to something else; says which."""
        index = self.chance.randrange(MODULES)
        kind = self.chance.choice(["module", "module", self.ways[index]])
        path = {
            "data": f"data/d{index}.txt",
            "setting": f"conf/local{index}.txt",
            "program": f"tools/p{index}.{self.language.ending}",
        }.get(kind, self.source(index))
        if kind == "program":
            write(path, self.language.tool(3))
        elif kind in ("data", "setting"):
            write(path, "2\n")
        else:
            with open(path) as file:
                text = file.read()
            write(path, text.replace(f"value = {self.values[index]}", f"value = {self.values[index] + 1}", 1))
        return path

    def failing(self):
        tests = [self.test(index) for index in range(MODULES)]
        running = []
        failed = set()
        for test in tests + [None, None]:
            if len(running) == 2 or test is None:
                if running:
                    name, process = running.pop(0)
                    if process.wait() != 0:
                        failed.add(name)
            if test:
                running.append((test, subprocess.Popen([self.language.program, test], stdout=-3, stderr=-3)))
        return failed


def same_name(project, path):
    stem = os.path.basename(path).split(".")[0]
    return {project.test(index) for index in range(MODULES) if f"m{index}" == stem}


def import_closure(project, path):
    importers = {}
    for index in range(MODULES):
        for name in project.language.imports.findall(open(project.source(index)).read()):
            importers.setdefault(name, set()).add(f"m{index}")
    open_, seen = [os.path.basename(path).split(".")[0]], set()
    while open_:
        name = open_.pop()
        if name not in seen:
            seen.add(name)
            open_ += importers.get(name, ())
    return {project.test(index) for index in range(MODULES) if f"m{index}" in seen}


def co_change(project, path, most=10):
    together = {}
    for commit in git("log", "--name-only", "--format=%x00").split("\0"):
        files = commit.split()
        if path in files and len(files) < 20:
            for file in files:
                if file.startswith("t/"):
                    together[file] = together.get(file, 0) + 1
    return set(sorted(together, key=lambda file: (-together[file], file))[:most])


def select(assay, *more):
    done = subprocess.run([assay, "select", "--base", "HEAD", *more], check=True, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    return set(answer["tests"])


def measure(assay, language, edits):
    project = Project(language, random.Random(SEED))
    project.grow()
    subprocess.run([assay, "run", "--learn"], check=True, capture_output=True)
    ways = {
        "Assay, by recordings": lambda path: select(assay),
        "Assay, by hints alone": lambda path: hints(assay),
        "called as the file is": lambda path: same_name(project, path),
        "imports it, by whatever way": lambda path: import_closure(project, path),
        "the ten that most often changed with it": lambda path: co_change(project, path),
    }
    broken, found, chosen = 0, dict.fromkeys(ways, 0), dict.fromkeys(ways, [])
    for _ in range(edits):
        path = project.edit()
        failed = project.failing()
        broken += len(failed)
        for name, way in ways.items():
            selected = way(path)
            found[name] += len(failed & selected)
            chosen[name] = chosen[name] + [len(selected) / MODULES]
        git("checkout", "-q", ".")
        git("clean", "-q", "-f", "-d")
    print(f"\n### {type(language).__name__}: {edits} edits, {broken} failing tests, {MODULES} tests\n")
    print("| selected by | failing tests found | selected, median | mean |\n|---|---|---|---|")
    for name in ways:
        shares = sorted(chosen[name])
        print(
            f"| {name} | {found[name] / broken:.1%} | {shares[len(shares) // 2]:.0%} | {sum(shares) / len(shares):.0%} |",
            flush=True,
        )


def hints(assay):
    """Without recordings, where hints are asked to decide alone."""
    os.rename(".assay", "out/recorded")
    try:
        return select(assay, "--config", "hints.yaml")
    finally:
        shutil.rmtree(".assay", ignore_errors=True)
        os.rename("out/recorded", ".assay")


def git(*arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, text=True).stdout


def commit(message):
    git("add", "-A")
    git("commit", "-q", "-m", message)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def main():
    # What is compiled is known by its time and size, and edits may leave both.
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    assay = os.path.abspath(sys.argv[1])
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    for language in [Python(), JavaScript()]:
        if not shutil.which(language.program):
            print(f"{language.program} is not here")
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            measure(assay, language, edits)
            os.chdir("/")


if __name__ == "__main__":
    main()
