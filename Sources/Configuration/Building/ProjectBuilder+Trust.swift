import Core

extension ProjectBuilder {
    /// A PEM file of one key is a few lines.
    private static let keyFileLimit = 16_384

    /// The keys whose statements count.
    func attestationKeys() -> [AttestationKey] {
        named("attestation_keys").compactMap { entry in
            let reader = entry.value
            let criteria = criteria(of: reader)
            let (person, role) = (reader["person"]?.text, reader["role"]?.text)
            let expires = reader["expires"]?.day
            let identities = reader["identities"]?.texts ?? []
            guard let written = reader["public_key"], let text = written.text, let person, let role,
                let key = key(text, written.node)
            else { return nil }
            var made = AttestationKey(
                name: entry.name,
                key: key,
                person: person,
                role: role,
                criteria: criteria,
                expires: expires,
                location: log.location(entry.key.place)
            )
            made.identities = identities
            return made
        }
    }

    /// Globs that match nothing that anyone could attest are mistakes.
    private func criteria(of reader: Reader) -> [String] {
        guard let list = reader["criteria"] else { return [] }
        let approvals = named("deployment_gates").map { AttestationKey.approval($0.name) }
        if list.items?.isEmpty ?? false { error("'criteria' is empty; the key could attest nothing", list.node) }
        return (list.items ?? []).compactMap { item in
            guard let pattern = item.text else { return nil }
            let glob = Glob(pattern)
            let words = [AttestationKey.verdicts, AttestationKey.decision] + approvals
            let isUseful =
                words.contains { glob.matches($0) }
                || Catalogue.definitions.contains { definition in
                    definition.attestation != .none && definition.names.contains(where: glob.matches)
                }
            if !isUseful { error("'\(pattern)' matches no criterion that a statement can carry", item.node) }
            return pattern
        }
    }

    private func key(_ text: String, _ node: YAMLNode) -> PublicKey? {
        if let key = PublicKey(text) { return key }
        guard let path = ProjectPaths(root: "").included(text, from: ""), path.contains(".") || path.contains("/")
        else {
            error("'\(text)' is neither 32 bytes in base64 nor a file below the project's root", node)
            return nil
        }
        switch readFile(path) {
        case .failure(let failure): error("cannot read '\(path)': \(failure.reason)", node)
        case .success(let bytes):
            if bytes.count <= Self.keyFileLimit, let key = PublicKey(String(decoding: bytes, as: UTF8.self)) {
                return key
            }
            error("'\(path)' holds no Ed25519 public key in PEM form", node)
        }
        return nil
    }
}
