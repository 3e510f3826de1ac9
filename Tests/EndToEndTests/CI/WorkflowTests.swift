import Glibc
import Scanning
import Testing

private let python = Folder.projectRoot + "/.venv/bin/python"
private let linter = Folder.projectRoot + "/.venv/bin/check-jsonschema"
private let missing: Comment = "PyYAML or check-jsonschema is missing: scripts/bootstrap test installs them into .venv"

@Suite("Files that wire a CI system", .enabled(if: access(linter, X_OK) == 0, missing))
struct WorkflowTests {
    /// A repository with a pipeline of two steps; the second one's test fails where that is wanted.
    private func repository(failing: Bool = false) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, parallel: true, steps: [api, web]}]}
            steps:
              api: {run: cp api.xml a.xml, reports: a.xml}
              web: {run: cp web.xml b.xml, reports: b.xml}
            """,
            to: "assay.yaml"
        )
        folder.write("<testsuite name=\"s\"><testcase classname=\"api\" name=\"a\"/></testsuite>", to: "api.xml")
        let failure = failing ? "<failure message=\"wrong\"/>" : ""
        folder.write(
            "<testsuite name=\"s\"><testcase classname=\"web\" name=\"b\">\(failure)</testcase></testsuite>",
            to: "web.xml"
        )
        folder.write(
            "a.xml\nb.xml\n.assay/\n.assay-history/\nassay-report.html\nsummary.json\nshards/\n",
            to: ".gitignore"
        )
        return folder
    }

    private func commit(_ folder: Folder) {
        let script = """
            git init -q -b main && git add -A && git -c user.name=t -c user.email=t@example.org commit -q -m one \
            && git -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m two
            """
        #expect(Program.run(["/bin/sh", "-c", script], in: folder).code == 0)
    }

    /// Runs a workflow with this `assay` in PATH; the lines that tell of its steps.
    private func run(_ workflow: String, in folder: Folder, _ options: String...) -> Program.Ended {
        run(workflow, in: folder, path: String(cString: getenv("PATH")), options)
    }

    private func run(_ workflow: String, in folder: Folder, path: String, _ options: [String]) -> Program.Ended {
        let program = Program.assay
        let folderOfProgram = program.lastIndex(of: "/").map { String(program[..<$0]) } ?? ""
        let path = "\(folderOfProgram):\(path)"
        let runner = Folder.projectRoot + "/Tests/Workflows/run_workflow.py"
        return Program.run(
            [python, runner, workflow, "--work", "\(folder.path)/.work"] + options,
            in: folder,
            environment: ["PATH": path]
        )
    }

    private func written(_ system: String, failing: Bool = false) -> Folder {
        let folder = repository(failing: failing)
        let ended = Program.assay("init", "--ci", system, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        commit(folder)
        return folder
    }

    @Test(
        "What is written is what the system's schema asks for",
        arguments: [
            ("github", "vendor.github-workflows", ".github/workflows/assay.yml"),
            ("github", "vendor.github-workflows", ".github/workflows/assay-shards.yml"),
            ("github", "vendor.github-workflows", ".github/workflows/assay-scheduled.yml"),
            ("github", "vendor.github-actions", ".github/actions/assay-setup/action.yml"),
            ("github", "vendor.github-actions", ".github/actions/assay-run/action.yml"),
            ("gitlab", "vendor.gitlab-ci", ".gitlab-ci.yml"),
            ("gitlab", "vendor.gitlab-ci", ".gitlab/assay.gitlab-ci.yml"),
            ("buildkite", "vendor.buildkite", ".buildkite/pipeline.yml"),
        ]
    )
    func schema(_ system: String, _ schema: String, _ file: String) {
        let folder = written(system)
        let ended = Program.run([linter, "--builtin-schema", schema, file], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
    }

    @Test("Plans for GitLab and Buildkite are what their schemas ask for", arguments: ["gitlab", "buildkite"])
    func plans(_ system: String) {
        let folder = repository()
        let plan = Program.assay("plan", "--output", system, in: folder)
        #expect(plan.code == 0, "\(plan.err)")
        folder.write(plan.out, to: "plan.json")
        let schema = system == "gitlab" ? "vendor.gitlab-ci" : "vendor.buildkite"
        let ended = Program.run([linter, "--builtin-schema", schema, "plan.json"], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
    }

    @Test("A file that is there stays as it is")
    func existing() {
        let folder = repository()
        folder.write("mine", to: "Jenkinsfile")
        let ended = Program.assay("init", "--ci", "jenkins", in: folder)
        #expect(ended.code == 0 && folder.read("Jenkinsfile") == "mine")
        #expect(ended.out.contains("Jenkinsfile: is there already, and stays as it is"), "\(ended.out)")
    }

    @Test("GitHub's workflow, executed: green, with page and history; red where a test fails, and all the same posted")
    func gitHub() {
        let green = written("github")
        let ended = run(".github/workflows/assay.yml", in: green)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(green.read(".work/summary.md").contains("## Assay: ✅ pass"))
        #expect(ended.out.contains("warning: no check: "), "it tried to post: \(ended.out)")
        let kept = Program.run(["/bin/sh", "-c", "ls .work/artifacts/assay-report .work/cache/*/content"], in: green)
        #expect(kept.out.contains("report.html"), "\(kept.out)")
        let red = written("github", failing: true)
        let failed = run(".github/workflows/assay.yml", in: red)
        #expect(failed.code == 1, "\(failed.out)")
        #expect(failed.out.contains("warning: no check: ") && failed.out.contains("jobs: {\"run\": \"failure\"}"))
    }

    @Test("In shards: each step a job, and one that judges; a part that is missing is not green")
    func shards() {
        let green = written("github")
        let ended = run(".github/workflows/assay-shards.yml", in: green)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("shard[1] "), "\(ended.out)")
        #expect(ended.out.contains("summary.json: 2 steps of 2 parts"))
        let red = run(".github/workflows/assay-shards.yml", in: written("github", failing: true))
        #expect(red.code == 1 && red.out.contains("\"judge\": \"failure\""), "\(red.out)")
        // A machine that vanished brings nothing.
        let lost =
            "assay run --only \"$STEP\" --with-needs --ci none=test $STEP = web || assay run --only $STEP --ci none"
        let cut = run(".github/workflows/assay-shards.yml", in: written("github"), "--replace", lost)
        #expect(cut.code == 1 && cut.out.contains("warning: no part has run web"), "\(cut.out)")
    }

    @Test("The setup refuses a program whose checksum is another one")
    func checksum() {
        let folder = written("github")
        let script = """
            mkdir -p pack/assay/bin && printf '#!/bin/sh\\nexit 0\\n' > pack/assay/bin/assay && chmod 755 pack/assay/bin/assay \
            && tar -czf assay.tar.gz -C pack assay && sha256sum assay.tar.gz | cut -d ' ' -f 1
            """
        let sum = Program.run(["/bin/sh", "-c", script], in: folder).out.split(separator: "\n").joined()
        let url = "vars.ASSAY_URL=file://\(folder.path)/assay.tar.gz"
        let right = run(".github/workflows/assay.yml", in: folder, "--set", url, "--set", "vars.ASSAY_SHA256=\(sum)")
        #expect(right.out.contains("1: ok"), "\(right.out)")
        let other = String(repeating: "0", count: 64)
        let again = written("github")
        let wrong = run(".github/workflows/assay.yml", in: again, "--set", url, "--set", "vars.ASSAY_SHA256=\(other)")
        #expect(wrong.code == 1 && wrong.out.contains("1: failed"), "\(wrong.out)")
    }

    @Test("The scheduled workflow: at night the run, and from its history the week and the month")
    func scheduled() {
        let folder = written("github")
        let ended = run(".github/workflows/assay-scheduled.yml", in: folder, "--event", "workflow_dispatch")
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("\"weekly\": \"success\"") && ended.out.contains("\"monthly\": \"success\""))
    }

    /// Executes the scripts of a file as its system does.
    private func execute(
        _ kind: String,
        _ file: String,
        _ job: String...,
        in folder: Folder,
        with variables: [String: String] = [:]
    ) -> Program.Ended {
        let reader = Folder.projectRoot + "/Tests/Workflows/scripts_of.py"
        let scripts = Program.run([python, reader, kind, file] + job, in: folder)
        #expect(scripts.code == 0, "\(scripts.err)")
        let program = Program.assay
        let folderOfProgram = program.lastIndex(of: "/").map { String(program[..<$0]) } ?? ""
        var environment = variables
        environment["PATH"] = "\(folder.path)/.bin:\(folderOfProgram):\(String(cString: getenv("PATH")))"
        return Program.run(["/bin/bash", "-c", scripts.out], in: folder, environment: environment)
    }

    @Test("GitLab's job, executed: its reports lie where it hands them over, and its exit code is the verdict's")
    func gitLab() {
        let red = written("gitlab", failing: true)
        let variables = ["CI": "true", "GITLAB_CI": "true"]
        let ended = execute("gitlab", ".gitlab/assay.gitlab-ci.yml", "assay", in: red, with: variables)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.err.contains("GITLAB_TOKEN is not set"))
        for file in ["junit.xml", "code-quality.json", "assay.env"] { #expect(red.exists(".assay/gitlab/\(file)")) }
        #expect(red.read(".gitlab/assay.gitlab-ci.yml").contains(".assay/gitlab/junit.xml"))
        let green = written("gitlab")
        #expect(execute("gitlab", ".gitlab/assay.gitlab-ci.yml", "assay", in: green, with: variables).code == 0)
    }

    @Test("GitLab's child pipeline, executed: the parts, and the job that judges them")
    func child() {
        let folder = written("gitlab")
        let planned = execute("gitlab", ".gitlab/assay.gitlab-ci.yml", "assay:plan", in: folder)
        #expect(planned.code == 0, "\(planned.err)")
        let variables = ["CI": "true", "GITLAB_CI": "true"]
        for job in ["part: api", "part: web"] {
            #expect(execute("gitlab", ".assay/child.yml", job, in: folder, with: variables).code == 0)
        }
        let judged = execute("gitlab", ".assay/child.yml", "assay", in: folder, with: variables)
        #expect(judged.code == 0, "\(judged.out)\(judged.err)")
        #expect(judged.out.contains("summary.json: 2 steps of 2 parts"), "\(judged.out)")
    }

    @Test("Buildkite's pipeline, executed: the steps that the plan adds, and the one that judges")
    func buildkite() {
        for failing in [false, true] {
            let folder = written("buildkite", failing: failing)
            folder.write(
                "#!/bin/sh\n[ \"$1\" = pipeline ] && cat > steps.json\nexit 0\n",
                to: ".bin/buildkite-agent",
                mode: 0o755
            )
            let variables = ["CI": "true", "BUILDKITE": "true"]
            let first = execute("buildkite", ".buildkite/pipeline.yml", in: folder, with: variables)
            #expect(first.code == 0 && folder.exists("steps.json"), "\(first.out)\(first.err)")
            let ended = execute("buildkite", "steps.json", in: folder, with: variables)
            #expect(ended.code == (failing ? 1 : 0), "\(ended.out)\(ended.err)")
            #expect(ended.out.contains("summary.json: 2 steps of 2 parts"), "\(ended.out)")
        }
    }

    @Test("Jenkins' steps, executed")
    func jenkins() {
        let folder = written("jenkins", failing: true)
        let variables = ["CI": "true", "JENKINS_URL": "https://jenkins.example"]
        let ended = execute("jenkins", "Jenkinsfile", in: folder, with: variables)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(folder.read("assay-junit.xml").contains("failures=\"1\"") && folder.exists("assay.sarif"))
    }

    @Test(
        "The guide's workflow with nothing but the scripts' names replaced: each command runs, and one feeds the next"
    )
    func guide() throws {
        let folder = Folder()
        folder.write(
            """
            coverage_gate: {criteria: {overall: {threshold: ">= 80%"}}}
            performance_gate: {criteria: {response_times: {api_gateway: {p95: "< 200ms"}}}}
            """,
            to: "quality-gates.yaml"
        )
        let tests = "<testsuite name=\"s\"><testcase classname=\"api\" name=\"a\"/></testsuite>"
        let coverage = """
            <coverage><packages><package name="p"><classes><class name="shop" filename="src/shop.py"><lines><line number="1" hits="1"/>\
            </lines></class></classes></package></packages></coverage>
            """
        let load = """
            {"metrics": {"http_req_duration": {"type": "trend", "contains": "time", "values": {"p(95)": 120, "avg": 80, "min": 1, \
            "med": 70, "max": 190, "p(90)": 110}}, "http_reqs": {"type": "counter", "contains": "default", "values": {"count": 4000, \
            "rate": 100}}, "http_req_failed": {"type": "rate", "contains": "default", "values": {"rate": 0, "passes": 0, "fails": 4000}}}}
            """
        folder.write(tests, to: "given/tests.xml")
        folder.write(coverage, to: "given/coverage.xml")
        folder.write(load, to: "given/load.json")
        folder.write("x = 1\n", to: "src/shop.py")
        folder.write(
            "mkdir -p coverage test-results perf-results\ncp given/tests.xml test-results/\ncp given/coverage.xml coverage/\n"
                + "cp given/load.json perf-results/\n",
            to: "run-tests"
        )
        commit(folder)
        let workflow = Folder.projectRoot + "/Tests/Fixtures/guide-workflow.yml"
        let ended = run(
            workflow,
            in: folder,
            "--shared",
            "--replace",
            "python scripts/select_tests.py=assay select",
            "--replace",
            "python scripts/aggregate_results.py=assay aggregate",
            "--replace",
            "python scripts/validate_gates.py=assay validate",
            "--replace",
            "python scripts/generate_report.py=assay report"
        )
        #expect(ended.out.contains("quality-gates 1: ok  Aggregate Results"), "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("quality-gates 3: ok  Generate Report"), "\(ended.out)")
        #expect(folder.exists(".work/artifacts/test-orchestration-report/test-report.html"))
        // The gates decide, and say so in the job.
        #expect(folder.read(".work/summary.md").contains("## Assay: "), "\(ended.out)")
        let judged = try JSON(parsing: folder.read(".work/checkout/summary.json"))
        #expect(judged["verdict"] != nil)
    }

    @Test(
        "The example's workflow, executed: a push records, a change then runs what it needs, and the rest is answered for"
    )
    func example() throws {
        let tools = Folder.projectRoot + "/.venv/bin"
        guard access(tools + "/lizard", X_OK) == 0 else { return print("skipped: scripts/bootstrap example") }
        let folder = Folder()
        #expect(Program.run(["cp", "-r", Folder.projectRoot + "/examples/prompt-studio/.", "."], in: folder).code == 0)
        folder.write(
            """
            include: [assay-base.yaml]
            environments:
              storage: {services: [database, cache]}
              services: {services: [all_backend_services]}
              model: {services: [model_server]}
              system: {services: [gateway]}
              performance: {services: [gateway]}
            pipeline: {stages: [{name: unit, steps: [selector-tests, generator-tests]}]}
            coverage_gate: {criteria: {by_component: {prompt_generator: ">= 90%"}}}
            """,
            to: "assay.yaml"
        )
        folder.write(folder.read(".gitignore") + "/.work/\n/.out\n/.err\n/.assay-history/\n", to: ".gitignore")
        commit(folder)
        let path = "\(tools):\(String(cString: getenv("PATH")))"
        func workflow(_ options: String...) -> Program.Ended {
            run(
                ".github/workflows/assay.yml",
                in: folder,
                path: path,
                ["--replace", "bin/setup=true"] + options
            )
        }
        let pushed = workflow()
        #expect(pushed.code == 0 && pushed.out.contains("learned what 2 tests touch"), "\(pushed.out)\(pushed.err)")
        let base = Program.run(["/usr/bin/env", "git", "rev-parse", "HEAD"], in: folder).out.prefix { $0 != "\n" }
        folder.write(folder.read("selector/service.py") + "# changed\n", to: "selector/service.py")
        commit(folder)
        // What the jobs of another run see: the history alone.
        #expect(Program.run(["/bin/sh", "-c", "rm -rf .work/job-* .work/temp .work/artifacts"], in: folder).code == 0)
        let payload = "{\"merge_group\": {\"base_sha\": \"\(base)\"}}"
        let changed = workflow("--event", "merge_group", "--payload", payload)
        #expect(changed.code == 0, "\(changed.out)\(changed.err)")
        #expect(changed.out.contains("selected run: 1 of 2"), "\(changed.out)")
        #expect(changed.out.contains("generator-tests") && changed.out.contains("by_component.prompt_generator"))
    }

    @Test("The actions of the example are those that `assay init --ci github` writes")
    func exampleActions() {
        let folder = written("github")
        let example = Folder.projectRoot + "/examples/prompt-studio"
        for action in ["assay-setup", "assay-run"] {
            let file = ".github/actions/\(action)/action.yml"
            #expect(
                String(decoding: Folder.bytes("\(example)/\(file)"), as: UTF8.self) == folder.read(file),
                "\(action)"
            )
        }
    }
}
