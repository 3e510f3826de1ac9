/// Something that a reader may do on a page: it goes to the server as a form.
package struct ViewForm: Sendable {
    package enum Kind: Sendable, Hashable {
        /// `complete`: what a browser may fill in by itself; nil for nothing.
        case text(complete: String?)
        /// `complete`: `current-password` or `new-password`.
        case password(complete: String)
        /// Whose password it is, for a browser that keeps passwords; nobody sees it.
        case username
        case choice([String])
        case hidden
    }

    package struct Field: Sendable {
        package var name: String
        package var label: String
        package var kind: Kind
        package var value: String
        package var isRequired: Bool

        package init(
            _ name: String,
            _ label: String,
            _ kind: Kind = .text(complete: nil),
            value: String = "",
            isRequired: Bool = true
        ) {
            self.isRequired = isRequired
            self.name = name
            self.label = label
            self.kind = kind
            self.value = value
        }
    }

    /// The path that it is sent to.
    package var action: String
    package var fields: [Field]
    package var button: String

    package init(_ action: String, _ fields: [Field], button: String) {
        self.action = action
        self.fields = fields
        self.button = button
    }
}
