/// Names of the signals by which processes die.
package enum SignalName {
    /// `signal 11 (SIGSEGV, invalid memory access)`; the number alone for one that has no name.
    package static func words(_ number: Int32) -> String {
        names[number].map { "signal \(number) (\($0))" } ?? "signal \(number)"
    }

    /// The numbers are those of Linux on x86 and ARM (signal(7)).
    private static let names: [Int32: String] = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL, illegal instruction", 5: "SIGTRAP", 6: "SIGABRT, aborted",
        7: "SIGBUS, invalid memory access", 8: "SIGFPE, arithmetic error", 9: "SIGKILL", 10: "SIGUSR1",
        11: "SIGSEGV, invalid memory access", 12: "SIGUSR2", 13: "SIGPIPE, nobody read its output", 14: "SIGALRM",
        15: "SIGTERM", 24: "SIGXCPU, CPU time limit", 25: "SIGXFSZ, file size limit", 31: "SIGSYS, bad system call",
    ]
}
