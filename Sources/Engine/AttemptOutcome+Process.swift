import Core

extension AttemptOutcome {
    /// What a process that ended by itself says of its try; output that was lost outweighs an exit that is no failure.
    init(_ end: ProcessEnd, _ codes: ExitCodes) {
        switch end.status {
        case .signalled(let signal): self = .failed(.signal(signal))
        case .exited(let code):
            self = codes.outcome(of: code)
            if case .failed = self { return }
            if let error = end.outputError {
                self = .failed(.infrastructure("its output could not be kept: \(error)"))
            }
        }
    }
}
