package import Core

/// What became of one key or value of a configuration: nothing may be ignored silently, and this shows it.
package struct Account: Sendable, Hashable {
    /// Where the key or value stands.
    package var location: SourceLocation
    /// The text of a scalar; nil for a list or a mapping.
    package var text: String?
    /// Whether it became part of a value, is covered by a note, or was not read at all.
    package var fate: Fate

    package enum Fate: Sendable, Hashable {
        case used, noted, unread
    }
}

extension ConfigurationLoader.Loaded {
    /// An account of every key and value of all files, in the order of the files.
    package var accounts: [Account] {
        trees.flatMap(\.everyNode).map { node in
            let place = node.place
            let fate: Account.Fate =
                switch ledger[node] {
                case .unread: .unread
                case .noted: .noted
                case .used: .used
                }
            var text: String?
            if case .scalar(let written, _) = node.content { text = written }
            let location = SourceLocation(file: files[place.file], line: place.line, column: place.column)
            return Account(location: location, text: text, fate: fate)
        }
    }
}
