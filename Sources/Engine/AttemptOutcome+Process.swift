import Core

extension AttemptOutcome {
    /// What a process that ended by itself says of its try; output that was lost outweighs an exit that is no failure,
    /// and what went wrong around it explains one that is.
    init(_ end: ProcessEnd, _ codes: ExitCodes) {
        switch end.status {
        case .signalled(let signal): self = Self.explained(.signal(signal), "signal \(signal)", end)
        case .exited(let code):
            self = codes.outcome(of: code)
            if case .failed(let failure) = self {
                self = Self.explained(failure, "exit code \(code)", end)
            } else if let error = end.outputError {
                self = .failed(.infrastructure("its output could not be kept: \(error)"))
            }
        }
    }

    private static func explained(_ failure: StepOutcome.Failure, _ words: String, _ end: ProcessEnd) -> AttemptOutcome
    {
        guard let cause = end.surroundings.cause else { return .failed(failure) }
        return .failed(.infrastructure("\(cause); the step itself ended with \(words)"))
    }
}
