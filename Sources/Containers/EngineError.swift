/// Why a container engine did not do what it was asked to; completes "…: ".
package struct EngineError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// No engine answers.
        case unreachable
        /// It knows no such image, container or network.
        case notFound
        case other
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
