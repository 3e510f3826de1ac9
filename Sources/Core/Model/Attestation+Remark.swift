extension Attestation {
    /// What a reader of the file's row has to know: an error where a signature does not hold.
    package var remark: ReportMessage {
        let what = "a statement on \(statement.criterion)"
        switch signature {
        case .unchecked:
            return ReportMessage(.note, "\(what) by \(statement.signer), whose signature was not checked here")
        case .unsigned: return ReportMessage(.note, "\(what) by \(statement.signer), not signed")
        case .unknownKey:
            return ReportMessage(.note, "\(what) by \(statement.signer), signed with a key that is not listed")
        case .broken(let key):
            return ReportMessage(
                .error,
                "the signature by key \(key) does not hold: the envelope was changed, or another key made it"
            )
        case .verified(let keys):
            let who = keys.map { "\($0.person) (\($0.role)) with key \($0.name)" }.joined(separator: ", ")
            return ReportMessage(.note, "\(what), signed by \(who)")
        }
    }
}
