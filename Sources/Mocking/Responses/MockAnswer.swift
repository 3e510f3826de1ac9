package import Scanning

/// What is to be sent for a request, and how.
package struct MockAnswer: Sendable, Hashable {
    package var status: Int
    package var headers: [MockRequest.Field]
    package var body: [UInt8]
    /// Seconds to wait before.
    package var delay: Double
    /// What becomes of it instead of a plain answer; nil for that.
    package var ending: FaultKind?
    /// What is to be counted as injected once it was.
    package var injected: Receipt?

    /// Who is to be told that faults have really been injected.
    package struct Receipt: Sendable, Hashable {
        package var dependency: String
        /// The words of the faults.
        package var faults: [String]
    }

    package init(
        status: Int,
        headers: [MockRequest.Field] = [],
        body: [UInt8] = [],
        delay: Double = 0,
        ending: FaultKind? = nil,
        injected: Receipt? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delay = delay
        self.ending = ending
        self.injected = injected
    }

    /// A document of JSON.
    package static func json(_ status: Int, _ value: JSON) -> MockAnswer {
        MockAnswer(
            status: status,
            headers: [MockRequest.Field("content-type", "application/json")],
            body: value.serialized() + [0x0A]
        )
    }

    /// A plain text.
    package static func text(_ status: Int, _ text: String) -> MockAnswer {
        MockAnswer(
            status: status,
            headers: [MockRequest.Field("content-type", "text/plain; charset=utf-8")],
            body: Array(text.utf8)
        )
    }
}
