/// What goes wrong with an answer.
package enum FaultKind: Sendable, Hashable {
    /// The answer is late by so much, and else as it would be.
    case latency(Delay)
    /// Another status, with what the body says; `retryAfter` in seconds.
    case status(Int, retryAfter: Int?)
    /// The connection is reset before a byte of the answer.
    case reset
    /// The connection is closed before a byte of the answer.
    case empty
    /// The head promises the whole body, of which this share comes before the connection is closed.
    case truncate(Double)
    /// The body comes in pieces of so many bytes, so many seconds apart.
    case drip(bytes: Int, every: Double)
    /// Nothing comes for so many seconds, then the connection is closed.
    case hang(Double)
    /// A chunk of the body says a length that it has not.
    case malformed

    /// The word that names it in stub files and reports.
    package var word: String {
        switch self {
        case .latency: "latency"
        case .status: "status"
        case .reset: "reset"
        case .empty: "empty"
        case .truncate: "truncate"
        case .drip: "drip"
        case .hang: "hang"
        case .malformed: "malformed"
        }
    }

    /// The word, and what is said of it: `status 503`.
    package var words: String {
        switch self {
        case .status(let status, _): "status \(status)"
        default: word
        }
    }
}
