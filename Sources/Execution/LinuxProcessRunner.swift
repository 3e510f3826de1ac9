import CLinux
package import Core
package import Engine
import Glibc
import Synchronization

/// Starts real processes: each in its own session, its output drained into its log, none of its descendants left.
package final class LinuxProcessRunner: ProcessRunner {
    /// Limits that a run may set.
    package struct Limits: Sendable, Hashable {
        /// Bytes of output kept for one process: of more, the beginning and the end, and the log says what is left out.
        package var logBytes: Int

        package init(logBytes: Int = 64 << 20) { self.logBytes = logBytes }
    }

    private let limits: Limits
    private let inherited: [[UInt8]]
    private let mask: SecretMask
    /// Stands in the environment of every process of this runner.
    let token: String
    private let guardian: GuardianLink?
    private let count = Atomic<Int>(0)
    private let loop: ProcessLoop

    /// Takes the command that becomes the run's guardian (`assay __guardian`); nil for none.
    ///
    /// `mask` hides secrets in the output of every process. `inherited` are entries of the environment that are no text:
    /// every process gets them byte for byte.
    package init(
        guardian: GuardianCommand?,
        limits: Limits = Limits(),
        inherited: [[UInt8]] = [],
        mask: SecretMask = SecretMask()
    ) {
        self.mask = mask
        self.limits = limits
        self.inherited = inherited
        let token = RunToken.make()
        self.token = token
        self.guardian = guardian.map { GuardianLink(command: $0, marker: token) }
        loop = .shared
    }

    deinit { guardian?.release() }

    /// Tells the guardian that the run has ended as it should; no process may be started after this.
    package func close() { guardian?.release() }

    /// Why processes might outlive a sudden death of this program; nil while they cannot.
    package var guardianProblem: String? { guardian?.problem }

    package func start(_ command: ProcessCommand) async throws(LaunchError) -> any RunningProcess {
        if let problem = CommandLookup.problem(with: command) { throw problem }
        let command = try CommandLookup.wrapped(command)
        if let list = command.testList, let problem = list.write() { throw problem }
        let number = count.add(1, ordering: .relaxed).newValue
        let unit = "\(token).\(number);"
        var environment = command.environment
        environment[RunToken.runVariable] = RunToken.inherited(RunToken.runVariable) + "\(token);"
        environment[RunToken.unitVariable] = RunToken.inherited(RunToken.unitVariable) + unit
        let strings = environment.map { "\($0.key)=\($0.value)" }
        let candidates = CommandLookup.candidates(
            for: command.arguments.first ?? "",
            path: command.environment["PATH"]
        )
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
            loop.post(
                .start(
                    ProcessLoop.Launch(
                        command: command,
                        candidates: candidates,
                        environment: strings,
                        environmentBytes: inherited.filter { entry in
                            // What a step sets itself wins.
                            !environment.keys.contains { entry.starts(with: Array($0.utf8) + [UInt8(ascii: "=")]) }
                        },
                        marker: unit,
                        logLimit: limits.logBytes,
                        mask: mask,
                        guardian: guardian,
                        reply: { continuation.resume(returning: $0) }
                    )
                )
            )
        }
        return try result.get()
    }

    private typealias Outcome = Result<UnitHandle, LaunchError>
}
