/// What a stub answers where no fault is in the way.
package struct StubResponse: Sendable, Hashable {
    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: Template

        package init(name: String, value: Template) {
            self.name = name
            self.value = value
        }
    }

    package enum Body: Sendable, Hashable {
        case none
        case text(Template)
        case json(JSONTemplate)
        /// A file that has not been read yet, as the stub names it.
        case file(String)
        case bytes([UInt8])
    }

    package var status: Int
    package var headers: [Header]
    package var body: Body
    /// Part of the answer, and no fault.
    package var delay: Delay?

    package init(status: Int = 200, headers: [Header] = [], body: Body = .none, delay: Delay? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delay = delay
    }
}
