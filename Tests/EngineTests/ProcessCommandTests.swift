import Core
import Engine
import Testing

@Suite("The command of a step", .timeLimit(.minutes(30)))
struct ProcessCommandTests {
    private func command(_ step: Step) async throws -> (ProcessCommand?, StepOutcome?) {
        let runner = FakeProcessRunner()
        let record = try await TestRun(runner: runner).run([Stage(name: "s", steps: [step.name])], [step])
        return (runner.commands.first, record.outcomes[step.name])
    }

    @Test("a script goes to sh, with what it inherits, its own variables, and what says that Assay runs it")
    func script() async throws {
        let step = Step(
            name: "unit",
            action: .script("make test"),
            variables: ["MODE": "own", "ASSAY": "0"],
            directory: "./gateway/"
        )
        let expected = ProcessCommand(
            arguments: ["sh", "-euc", "make test"],
            environment: [
                "PATH": "/bin", "MODE": "own", "PWD": "/project/gateway", "ASSAY": "1",
                "ASSAY_RUN_FOLDER": "/project/.assay/runs/r", "ASSAY_RUN_ID": "20261122-150405-a1b2",
                "ASSAY_STEP": "unit",
                "ASSAY_ATTEMPT": "1",
            ],
            directory: "/project/gateway",
            log: "/project/.assay/runs/r/logs/unit-1.log"
        )
        let (command, _) = try await command(step)
        #expect(command == expected)
    }

    @Test("a list is started as it is, without a shell")
    func arguments() async throws {
        let (command, _) = try await command(Step(name: "a", action: .arguments(["ls", "$HOME"])))
        #expect(command?.arguments == ["ls", "$HOME"])
    }

    @Test("a directory outside the project starts nothing", arguments: ["..", "a/../../b", "/etc"])
    func escapes(directory: String) async throws {
        let (command, outcome) = try await command(Step(name: "a", action: .script("x"), directory: directory))
        #expect(command == nil)
        let message = "its directory \"\(directory)\" is outside the project"
        #expect(outcome == .failed(.infrastructure(message), tries: 1))
    }

    @Test("an empty command starts nothing")
    func empty() async throws {
        let (command, outcome) = try await command(Step(name: "a", action: .arguments([])))
        #expect(command == nil)
        #expect(outcome == .failed(.infrastructure("the command is empty"), tries: 1))
    }

    @Test(
        "no step's name leads its log out of the run's folder",
        arguments: [
            ("unit-tests.v2", "logs/unit-tests.v2-1.log"),
            ("../../etc/passwd", "logs/_._.._etc_passwd~0-1.log"),
            ("ünit", "logs/__nit~0-1.log"),
            ("", "logs/~0-1.log"),
            (String(repeating: "x", count: 300), "logs/\(String(repeating: "x", count: 100))~0-1.log"),
        ]
    )
    func logs(name: String, log: String) async throws {
        let (command, _) = try await command(Step(name: name, action: .script("x")))
        #expect(command?.log == "/project/.assay/runs/r/\(log)")
    }
}
