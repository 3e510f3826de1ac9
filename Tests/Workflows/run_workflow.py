"""Runs a workflow of GitHub step by step on this machine, with the variables and files that GitHub sets.

    run_workflow.py WORKFLOW --work FOLDER [--event NAME] [--payload JSON] [--shared] [--set vars.X=VALUE] [--replace OLD=NEW]

Jobs run one after the other in the order of `needs`, each in a checkout of its own; a matrix runs once for each entry.
Actions of the checkout are run as GitHub runs composite ones. Of published actions those are known that move files:
checkout, cache, upload-artifact, download-artifact. Prints a line for each step; the exit code is 1 where a job failed.
"""
import argparse
import copy
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

TOKEN = re.compile(r"\s*(?:(?P<str>'(?:[^']|'')*')|(?P<num>\d+)|(?P<op>==|!=|&&|\|\||[!(),.\[\]])|(?P<name>[\w-]+|\*))")


class Expression:
    """The part of GitHub's expressions that workflows here use."""

    def __init__(self, text, context):
        self.tokens = [m for m in TOKEN.finditer(text) if m.group().strip()]
        self.place, self.context = 0, context

    def value(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.compared()
        while self.take("&&"):
            right = self.compared()
            left = left and right
        return left

    def compared(self):
        left = self.single()
        for word in ("==", "!="):
            if self.take(word):
                same = str(left or "").lower() == str(self.single() or "").lower()
                return same if word == "==" else not same
        return left

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            value = self.value()
            self.take(")")
            return value
        token = self.tokens[self.place]
        self.place += 1
        if token.group("str"):
            return token.group("str")[1:-1].replace("''", "'")
        if token.group("num"):
            return int(token.group("num"))
        name = token.group("name")
        if self.take("("):
            arguments = []
            while not self.take(")"):
                arguments.append(self.value())
                self.take(",")
            return self.call(name, arguments)
        value = {"true": True, "false": False}.get(name, self.context.get(name))
        while self.take("."):
            key = self.tokens[self.place].group("name")
            self.place += 1
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def call(self, name, arguments):
        ok = self.context["job_ok"]
        return {
            "always": lambda: True, "success": lambda: ok, "failure": lambda: not ok, "cancelled": lambda: False,
            "fromJSON": lambda text: json.loads(text), "format": lambda text, *rest: text.format(*rest),
        }[name](*arguments)

    def take(self, word):
        if self.place < len(self.tokens) and self.tokens[self.place].group("op") == word:
            self.place += 1
            return True
        return False


def filled(value, context):
    """A value with its `${{ }}` filled in; one that is nothing else keeps its type."""
    if isinstance(value, dict):
        return {key: filled(inner, context) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, context) for inner in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\s*\$\{\{(.*?)\}\}\s*", value, re.S)
    if whole:
        found = Expression(whole.group(1), context).value()
        return "" if found is None else found

    def text(match):
        found = Expression(match.group(1), context).value()
        return "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)

    return re.sub(r"\$\{\{(.*?)\}\}", text, value, flags=re.S)


def condition(text, context):
    if text is None:
        return context["job_ok"]
    text = str(text).strip()
    text = text[3:-2] if text.startswith("${{") else text
    value = bool(Expression(text, context).value())
    # A condition without a word on the status asks for success, too.
    return value if re.search(r"\b(always|success|failure|cancelled)\(", text) else value and context["job_ok"]


def read_outputs(path):
    """A file of outputs: `name=value`, or `name<<MARK`, lines, `MARK`."""
    outputs, lines = {}, iter(path.read_text().split("\n"))
    for line in lines:
        block = re.fullmatch(r"([\w-]+)<<(.*)", line)
        if block:
            value = []
            for inner in lines:
                if inner == block.group(2):
                    break
                value.append(inner)
            else:
                raise SystemExit(f"{path}: the value of {block.group(1)} has no end")
            outputs[block.group(1)] = "\n".join(value)
        elif line:
            name, equals, value = line.partition("=")
            if not equals:
                raise SystemExit(f"{path}: '{line}' is no output")
            outputs[name] = value
    return outputs


class Runner:
    def __init__(self, options):
        self.work = pathlib.Path(options.work).resolve()
        self.source = pathlib.Path(options.checkout).resolve()
        self.variables = dict(pair.split("=", 1) for pair in options.set)
        self.replace = [pair.split("=", 1) for pair in options.replace]
        self.event = options.event
        self.payload = options.payload
        self.shared = options.shared
        self.secrets = {"GITHUB_TOKEN": "T"}
        for name in ("artifacts", "cache", "temp"):
            (self.work / name).mkdir(parents=True, exist_ok=True)
        self.base = {
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": self.event, "GITHUB_REPOSITORY": "o/r",
            "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main", "GITHUB_REF_TYPE": "branch",
            "GITHUB_RUN_ID": "1", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_API_URL": self.variables.get("api", "http://127.0.0.1:1"), "RUNNER_OS": "Linux",
            "GITHUB_SHA": self.git("rev-parse", "HEAD"),
        }

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.source, capture_output=True, text=True).stdout.strip()

    def run(self, path):
        document = yaml.safe_load(pathlib.Path(path).read_text())
        self.workflow_env = document.get("env", {})
        done, results = {}, {}
        jobs = document["jobs"]
        while len(done) < len(jobs):
            ready = [n for n, j in jobs.items() if n not in done and all(x in done for x in self.needs(j))]
            if not ready:
                raise SystemExit("jobs wait for jobs that are not there: " + ", ".join(n for n in jobs if n not in done))
            for name in ready:
                done[name] = self.job(name, jobs[name], done)
                results[name] = done[name]["result"]
        print("jobs:", json.dumps(results))
        return 1 if "failure" in results.values() else 0

    @staticmethod
    def needs(job):
        needs = job.get("needs", [])
        return [needs] if isinstance(needs, str) else needs

    def job(self, name, job, done):
        needed = {n: done[n] for n in self.needs(job)}
        context = self.context(needed)
        context["job_ok"] = all(n["result"] == "success" for n in needed.values())
        if not condition(job.get("if"), context):
            print(f"job {name}: skipped")
            return {"result": "skipped", "outputs": {}}
        matrix = filled(job.get("strategy", {}).get("matrix"), context)
        entries = matrix["include"] if matrix else [{}]
        ok, outputs = True, {}
        for index, entry in enumerate(entries):
            context = self.context(needed) | {"matrix": entry, "strategy": {"job-index": index}, "job_ok": True}
            self.place = self.work / ("checkout" if self.shared else f"job-{name}-{index}")
            temp = self.work / "temp" / f"{name}-{index}"
            temp.mkdir(parents=True)
            self.place.mkdir(exist_ok=self.shared)
            self.env = self.base | {
                "GITHUB_JOB": name, "RUNNER_TEMP": str(temp), "GITHUB_WORKSPACE": str(self.place),
                "GITHUB_EVENT_PATH": str(temp / "event.json"),
            } | {k: str(v) for k, v in self.workflow_env.items()}
            (temp / "event.json").write_text(self.payload)
            self.paths = []
            self.steps(job["steps"], context, f"{name}[{index}]" if matrix else name)
            ok = ok and context["job_ok"]
            outputs |= {k: filled(v, context) for k, v in job.get("outputs", {}).items()}
        return {"result": "success" if ok else "failure", "outputs": outputs}

    def context(self, needed):
        github = {k[7:].lower(): v for k, v in self.base.items() if k.startswith("GITHUB_")}
        github |= {"event": {"schedule": self.variables.get("schedule", ""), "before": self.git("rev-parse", "HEAD~1")}, "token": self.secrets["GITHUB_TOKEN"]}
        variables = {k[5:]: v for k, v in self.variables.items() if k.startswith("vars.")}
        return {"github": github, "needs": needed, "steps": {}, "vars": variables, "secrets": self.secrets,
                "inputs": {}, "matrix": {}, "env": {}}

    def steps(self, steps, context, label):
        for number, step in enumerate(steps, 1):
            title = step.get("name") or step.get("uses") or step["run"].strip().split("\n")[0]
            if not condition(step.get("if"), context):
                print(f"{label} {number}: skipped  {title}", flush=True)
                continue
            if "uses" in step:
                ok, outputs = self.action(step, context, f"{label} {number}")
            else:
                ok, outputs = self.script(step, context, number)
            print(f"{label} {number}: {'ok' if ok else 'failed'}  {title}", flush=True)
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": outputs, "outcome": "success" if ok else "failure"}
            if not ok and not step.get("continue-on-error"):
                context["job_ok"] = False

    def script(self, step, context, number):
        text = filled(step["run"], context)
        for old, new in self.replace:
            text = text.replace(old, new)
        temp = pathlib.Path(self.env["RUNNER_TEMP"])
        unique = f"{len(list(temp.iterdir()))}"
        files = {n: temp / f"{n}-{unique}" for n in ("output", "summary", "path", "env")}
        for file in files.values():
            file.write_text("")
        script = temp / f"step-{unique}.sh"
        script.write_text(text)
        env = os.environ | self.env | {k: str(v) for k, v in filled(step.get("env", {}), context).items()}
        env |= {"GITHUB_OUTPUT": str(files["output"]), "GITHUB_STEP_SUMMARY": str(files["summary"]),
                "GITHUB_PATH": str(files["path"]), "GITHUB_ENV": str(files["env"])}
        env["PATH"] = ":".join(self.paths[::-1] + [env["PATH"]])
        # As GitHub starts bash: with pipefail where `shell: bash` is said, without where it is not.
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["bash", "-e"]
        ended = subprocess.run(shell + [str(script)], cwd=self.place, env=env, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in ended.stdout.splitlines():
            print("    " + line)
        self.paths += files["path"].read_text().split()
        self.env |= read_outputs(files["env"])
        summary = files["summary"].read_text()
        if summary:
            with open(self.work / "summary.md", "a") as all_of_it:
                all_of_it.write(summary)
        return ended.returncode == 0, read_outputs(files["output"])

    def action(self, step, context, label):
        # An input is always a text.
        inputs = {k: str(v).lower() if isinstance(v, bool) else v for k, v in filled(step.get("with", {}), context).items()}
        uses = step["uses"]
        if uses.startswith("./"):
            document = yaml.safe_load((self.place / uses / "action.yml").read_text())
            values = {n: filled(i.get("default", ""), context) for n, i in document.get("inputs", {}).items()}
            unknown = set(inputs) - set(values)
            if unknown:
                raise SystemExit(f"{uses} has no input {unknown}")
            inner = copy.copy(context) | {"inputs": values | inputs, "steps": {}, "job_ok": True}
            self.steps(document["runs"]["steps"], inner, label)
            return inner["job_ok"], {n: filled(o["value"], inner) for n, o in document.get("outputs", {}).items()}
        known = {"actions/checkout": self.checkout, "actions/upload-artifact": self.upload,
                 "actions/download-artifact": self.download, "actions/cache/restore": self.restore,
                 "actions/cache/save": self.save}
        return known[uses.split("@")[0]](inputs), {}

    def checkout(self, inputs):
        if any(self.place.iterdir()):
            return True
        clone = subprocess.run(["git", "clone", "--quiet", str(self.source), str(self.place)], capture_output=True)
        return clone.returncode == 0

    def upload(self, inputs):
        hidden = inputs.get("include-hidden-files") == "true"
        found = [pathlib.Path(p) for p in glob.glob(str(self.place / inputs["path"]), recursive=True, include_hidden=True)]
        found = [p for p in found if hidden or not any(x.startswith(".") for x in p.relative_to(self.place).parts)]
        target = self.work / "artifacts" / inputs["name"]
        if found and target.exists():
            return False
        # What all the files have in common is not kept of their paths.
        common = pathlib.Path(os.path.commonpath([str(p.parent) for p in found])) if found else None
        for path in found:
            to = target / path.relative_to(common)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
        return bool(found) or inputs.get("if-no-files-found") in ("ignore", "warn", None)

    def download(self, inputs):
        for folder in (self.work / "artifacts").glob(inputs.get("pattern") or inputs.get("name") or "*"):
            shutil.copytree(folder, self.place / inputs["path"] / folder.name, dirs_exist_ok=True)
        return True

    def restore(self, inputs):
        saved = sorted((self.work / "cache").glob("*"), key=lambda p: p.stat().st_mtime, reverse=True)
        for folder in saved:
            if folder.name.startswith(inputs.get("restore-keys", inputs["key"]).strip()):
                shutil.copytree(folder / "content", self.place / inputs["path"], dirs_exist_ok=True)
                break
        return True

    def save(self, inputs):
        path = self.place / inputs["path"]
        if path.exists():
            shutil.copytree(path, self.work / "cache" / inputs["key"] / "content", dirs_exist_ok=True)
        return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workflow")
    parser.add_argument("--work", required=True)
    parser.add_argument("--checkout", default=".")
    parser.add_argument("--event", default="push")
    parser.add_argument("--payload", default="{}", help="what GitHub tells of the event, as JSON")
    parser.add_argument("--shared", action="store_true", help="one folder for all jobs, as a runner of one's own may have")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--replace", action="append", default=[])
    options = parser.parse_args()
    sys.exit(Runner(options).run(options.workflow))


if __name__ == "__main__":
    main()
