import Glibc
import Scanning
import Synchronization
import TestSupport
import Testing

private let prometheus: String? = ["/usr/bin/prometheus", "/usr/local/bin/prometheus"].first { access($0, X_OK) == 0 }

/// Deployments that are watched by live figures: of a file, and of a real Prometheus.
@Suite("The watch after a deployment, end to end")
struct DeployWatchTests {
    private let folder = Folder()
    private let digest = String(repeating: "cd", count: 32)

    private func project(_ source: String, triggers: String = "{error_rate: \"> 5%\"}") {
        folder.write(
            """
            pipeline: {stages: [{name: test, steps: [unit]}]}
            steps:
              unit:
                run: echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
                reports: r.xml
            deployment_gates:
              staging:
                required_gates: [all_unit_tests_pass]
                rollback_triggers: [\(triggers)]
                rollback: {run: [sh, -c, "echo x >> rolled"], verify: ["true"]}
                watch: {\(source), interval: 1s, warmup: 1ms, duration: 3s}
              production:
                required_gates: [all_unit_tests_pass]
            """,
            to: "assay.yaml"
        )
        folder.write(".assay/\nr.xml\nsamples\nrolled\n", to: ".gitignore")
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        for arguments in [["init", "-q"], ["add", "."], ["commit", "-qm", "start"]] {
            #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
        }
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(deploy("check", "staging").code == 0, "\(folder.read(folder.out))")
        #expect(deploy("record", "staging").code == 0)
    }

    private func deploy(_ command: String, _ environment: String) -> Program.Ended {
        Program.assay("deploy", command, environment, "--artifact", "sha256:\(digest)", in: folder)
    }

    private func watch(_ more: String...) -> Program.Ended {
        Program.run([Program.assay, "deploy", "watch", "staging"] + more, in: folder)
    }

    private func samples(errors: Int) {
        let now = Int(time(nil))
        let lines = (-3...60).map { #"{"time": \#(now + $0), "requests": 500, "errors": \#(errors)}"# }
        folder.write(lines.joined(separator: "\n"), to: "samples")
    }

    @Test("a breach in two windows rolls back once, also for a watch that was started anew in between, and blocks")
    func breach() {
        project("file: samples, window: 10s, scrape_interval: 5s")
        samples(errors: 200)
        let first = watch("--once")
        #expect(first.code == 4, "\(first.out)\(first.err)")
        let second = watch()
        #expect(second.code == 1, "\(second.out)\(second.err)")
        #expect(second.out.contains("error_rate > 5%"), "\(second.out)")
        #expect(folder.read("rolled") == "x\n")
        #expect(watch().code == 1, "it says the same again")
        #expect(folder.read("rolled") == "x\n", "and rolls nothing back twice")
        let next = deploy("check", "production")
        #expect(next.code == 1)
        #expect(next.out.contains("taken back"), "\(next.out)")
        #expect(deploy("check", "staging").out.contains("rolled back"))
    }

    @Test("a deployment counts for the next environment once its watch has passed")
    func passed() {
        project("file: samples, window: 10s, scrape_interval: 5s")
        samples(errors: 1)
        #expect(deploy("check", "production").code == 4)
        let ended = watch()
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(deploy("check", "production").code == 0, "\(folder.read(folder.out))")
    }

    @Test("a command tells the figures as well as a file does; a burn rate looks at four lengths of time")
    func command() {
        project(
            "command: [cat, samples], window: 10s, scrape_interval: 5s",
            triggers: "{burn_rate: \"99.5%\"}"
        )
        samples(errors: 100)
        let ended = watch()
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("14.4 times too fast"), "\(ended.out)")
    }

    @Test("what others ask for is printed: while it goes on GitHub gets a remark, and nobody an approval")
    func forms() throws {
        project("file: samples, window: 10s, scrape_interval: 5s")
        samples(errors: 1)
        let github = try JSON(parsing: watch("--once", "--format", "github").out)
        #expect(github["environment_name"]?.string == "staging")
        #expect(github["state"] == nil)
        #expect(github["comment"] != nil)
        let argo = try JSON(parsing: watch("--once", "--format", "argo").out)
        #expect(argo["allowed"]?.bool == false)
        #expect(argo["pending"]?.bool == true)
        #expect(try JSON(parsing: watch("--once", "--format", "flagger").out)["status"]?.int == 403)
    }

    @Test("without figures nothing is promoted and nothing rolled back")
    func dark() {
        project("file: samples, window: 10s, scrape_interval: 5s")
        folder.write(#"{"time": 5, "requests": 500, "errors": 400}"#, to: "samples")
        let ended = watch()
        #expect(ended.code == 4, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("held"), "\(ended.out)")
        #expect(!folder.exists("rolled"))
        #expect(deploy("check", "production").code == 4)
        samples(errors: 1)
        #expect(watch().code == 0, "what was held is watched once more")
    }

    /// How often a program has told its figures, altogether and since the deployment.
    private struct Answers {
        var all = 0
        var since = 0
        var isDeployed = false
    }

    /// What a Prometheus that scrapes a program every second makes of a deployment.
    ///
    /// `killed`: it is ended once the deployment is made. `patient`: what is held is watched again.
    private func watched(
        killed: Bool = false,
        patient: Bool = false,
        _ figures: @escaping @Sendable (Answers) -> (requests: Int, errors: Int)?
    ) throws -> Program.Ended {
        let told = Told()
        let target = ScriptedServer { _ in
            guard let (requests, errors) = figures(told.next()) else { return .reset }
            let text = """
                http_requests_total{code="200"} \(requests)
                http_requests_total{code="500"} \(errors)

                """
            return .text(200, text, headers: [("Content-Type", "text/plain")])
        }
        let spare = ScriptedServer { _ in .reset }
        let port = spare.port
        spare.stop()
        folder.write(
            """
            global: {scrape_interval: 1s}
            scrape_configs: [{job_name: shop, static_configs: [{targets: ["127.0.0.1:\(target.port)"]}]}]
            """,
            to: "prometheus.yml"
        )
        let data = Folder()
        let server = Program.spawn(
            [
                try #require(prometheus), "--config.file=\(folder.path)/prometheus.yml",
                "--storage.tsdb.path=\(data.path)", "--web.listen-address=127.0.0.1:\(port)",
            ],
            out: data.out,
            err: data.err
        )
        defer {
            kill(server, SIGKILL)
            waitpid(server, nil, 0)
        }
        #expect(Folder.eventually { target.requests.count >= 4 }, "\(folder.read(data.err))")
        project("prometheus: \"http://127.0.0.1:\(port)\", window: 8s, scrape_interval: 2s, minimum_traffic: 60")
        told.deploy()
        if killed { kill(server, SIGKILL) }
        var ended = watch()
        for _ in 0..<4 where patient && ended.code == 4 { ended = watch() }
        return ended
    }

    /// Counts answers for a server's closure.
    private final class Told: Sendable {
        private let answers = Mutex(Answers())

        func next() -> Answers {
            answers.withLock {
                $0.all += 1
                if $0.isDeployed { $0.since += 1 }
                return $0
            }
        }

        func deploy() { answers.withLock { $0.isDeployed = true } }
    }

    private static let needsPrometheus: ConditionTrait = .enabled(
        if: prometheus != nil,
        "prometheus is not installed"
    )

    @Test("a real Prometheus tells of errors, and they roll back", needsPrometheus)
    func errors() throws {
        let ended = try watched(patient: true) { ($0.all * 100, $0.all * 50) }
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("error_rate > 5%"), "\(ended.out)")
        #expect(folder.read("rolled") == "x\n")
    }

    @Test(
        "no traffic, a program that has died and a Prometheus that has died prove nothing: nothing is promoted or taken back",
        needsPrometheus,
        arguments: ["idle", "dead", "killed"]
    )
    func silence(_ kind: String) throws {
        let ended = try watched(killed: kind == "killed") { told in
            if kind == "dead", told.isDeployed { return nil }
            return kind == "idle" ? (1_000, 900) : (told.all * 100, 0)
        }
        #expect(ended.code == 4 && ended.out.contains("held"), "\(kind): \(ended.out)\(ended.err)")
        #expect(!folder.exists("rolled") && deploy("check", "production").code == 4)
    }

    @Test(
        "a program that starts anew counts from nothing: that is neither an error nor fewer requests",
        needsPrometheus
    )
    func restarted() throws {
        // What it counted before would be a breach, if it were taken for what came since.
        let ended = try watched(patient: true) { told in
            told.since <= 1 ? (90_000 + told.all * 100, 90_000) : ((told.since - 1) * 100, 0)
        }
        #expect(ended.code == 0 && !folder.exists("rolled"), "\(ended.out)\(ended.err)")
    }
}
