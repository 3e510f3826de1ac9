import Core

extension AttemptOutcome {
    /// What a process that ended by itself says of its try; output that was lost outweighs an exit with 0.
    init(_ end: ProcessEnd) {
        self =
            switch end.status {
            case .exited(0):
                end.outputError.map { .failed(.infrastructure("its output could not be kept: \($0)")) } ?? .passed
            case .exited(let code): .failed(.exit(code: code))
            case .signalled(let signal): .failed(.signal(signal))
            }
    }
}
