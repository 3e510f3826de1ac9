"""Prints the scripts of a CI system's file, in their order, for a test to execute them.

    scripts_of.py gitlab FILE JOB      before_script, script and after_script of a job, with what it extends
    scripts_of.py buildkite FILE       the commands of all steps, `$$` read as the agent reads it
    scripts_of.py jenkins FILE         the `sh` steps

Each script runs in a shell of its own; the exit code of the last one that failed is the whole's, as the system has it.
"""
import re
import sys

import yaml


def gitlab(document: dict, name: str) -> list[str]:
    job: dict = {}

    def inherit(key: str) -> None:
        own = document[key]
        if "extends" in own:
            inherit(own["extends"])
        job.update(own)

    inherit(name)
    # GitLab runs both in one shell, and stops at the first line that fails.
    return ["\n".join(job.get("before_script", document.get("default", {}).get("before_script", [])) + job["script"])] + job.get("after_script", [])


def buildkite(document: dict) -> list[str]:
    scripts = []
    for step in document["steps"]:
        commands = step.get("commands") or [step.get("command")]
        if commands != [None]:
            scripts.append("\n".join(commands).replace("$$", "$"))
    return scripts


def main() -> None:
    kind, path, *rest = sys.argv[1:]
    text = open(path).read()
    if kind == "gitlab":
        scripts = gitlab(yaml.safe_load(text), rest[0])
    elif kind == "buildkite":
        scripts = buildkite(yaml.safe_load(text))
    else:
        scripts = re.findall(r"\bsh '(.*)'", text)
    print("status=0")
    for script in scripts:
        print(f"(\nset -e\n{script}\n) || status=$?")
    print("exit $status")


if __name__ == "__main__":
    main()
