/// Labels of a measurement or of a cell, such as `service: api_gateway`; keys are unique, order has no meaning.
package typealias Labels = [String: String]

extension Labels {
    /// Whether every given label is here with the same value.
    package func includes(_ wanted: Labels) -> Bool {
        wanted.allSatisfy { self[$0.key] == $0.value }
    }

    /// `service=api_gateway, region=eu`, sorted; empty for no label.
    package var text: String {
        sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
}
