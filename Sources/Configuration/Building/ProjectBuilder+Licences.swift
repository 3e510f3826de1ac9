import Core
import Criteria

extension ProjectBuilder {
    /// A policy that accepts everything or nothing would measure nothing.
    func licensePolicy(_ reader: Reader) -> LicensePolicy {
        let ignore = (reader["ignore"]?.items ?? []).compactMap { item -> LicensePolicy.Exemption? in
            guard let package = item["package"]?.text, let reason = item["reason"]?.text else { return nil }
            return LicensePolicy.Exemption(package: package, reason: reason)
        }
        let policy = LicensePolicy(allow: licences(reader["allow"]), deny: licences(reader["deny"]), ignore: ignore)
        if policy.allow.isEmpty, policy.deny.isEmpty, !log.hasErrors {
            error("'license_policy' needs 'allow' or 'deny'", reader.node)
        }
        return policy
    }

    private func licences(_ reader: Reader?) -> [String] {
        guard let reader else { return [] }
        for item in reader.items ?? [reader] {
            guard let text = item.text else { continue }
            if LicensePolicy.isCompound(text) { error("list each licence of '\(text)' by itself", item.node) }
            guard LicensePolicy.isMisspelt(text) else { continue }
            log.report(
                .warning,
                "'\(text)' is no identifier of SPDX; it means only a licence that is written just so",
                at: item.node.place,
                length: item.node.length,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: text, among: LicensePolicy.identifiers)
            )
        }
        return reader.texts
    }
}
