import Core
import Reports
import Scanning
import Signing

/// What `assay verify` found out about a statement on a run's verdict.
struct VerifiedVerdict {
    let state: VerifiedFile.State
    private let path: String
    private let reason: String?
    private let claimed: ClaimedVerdict
    private let signer: AttestationKey?

    /// `commit`: the one that it must be about; nil where none is known.
    init(_ claimed: ClaimedVerdict, path: String, keys: [AttestationKey], commit: String?) {
        self.claimed = claimed
        self.path = path
        let signature = SignatureCheck(keys: keys).signature(of: claimed.envelope)
        switch signature {
        case .unchecked, .unsigned: (state, reason, signer) = (.notInForce, "it is not signed", nil)
        case .unknownKey(let names):
            let shown = names.prefix(3).joined(separator: ", ")
            (state, reason, signer) = (.notInForce, "no key of the configuration signed it (\(shown))", nil)
        case .broken(let key): (state, reason, signer) = (.broken, "the signature by key \(key) does not hold", nil)
        case .verified(let holders):
            signer = holders.first { $0.permitsVerdicts }
            let names = holders.map(\.name).joined(separator: ", ")
            if signer == nil {
                (state, reason) = (.notInForce, "key \(names) may not sign verdicts: add `verdict` to its criteria")
            } else if let commit, !claimed.commits.contains(commit) {
                let about = claimed.commits.first.map { String($0.prefix(10)) } ?? "none"
                (state, reason) = (.notInForce, "it is about commit \(about), not \(commit.prefix(10))")
            } else if commit == nil {
                (state, reason) = (.notInForce, "which commit it must be about is not known")
            } else if !claimed.isGood {
                (state, reason) = (.notInForce, "the verdict is \(claimed.result.prefix(20))")
            } else {
                (state, reason) = (.inForce, nil)
            }
        }
    }

    var lines: [String] {
        var lines = ["\(path): \(state.rawValue.split(separator: "_").joined(separator: " "))"]
        if let reason { lines.append("  why: \(reason)") }
        lines.append("  verdict: \(claimed.result.prefix(20)) (\(claimed.predicate.rawValue))")
        if let signer { lines.append("  signed by: \(signer.person) (\(signer.role)), key \(signer.name)") }
        lines += claimed.commits.prefix(5).map { "  about: commit \($0.prefix(64))" }
        if let notEvaluated = claimed.notEvaluated, !notEvaluated.isEmpty {
            lines.append("  not evaluated: \(notEvaluated.prefix(20).joined(separator: ", "))")
        }
        return lines.map { String($0.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }) }
    }

    var json: JSON {
        var json: JSON = [
            "file": .string(path), "state": .string(state.rawValue), "verdict": .string(claimed.result),
            "predicate": .string(claimed.predicate.rawValue), "subjects": JSON(claimed.commits.map { JSON($0) }),
        ]
        json["reason"] = reason.map { .string($0) }
        json["key"] = signer.map { .string($0.name) }
        json["not_evaluated"] = claimed.notEvaluated.map { JSON($0.map { JSON($0) }) }
        return json
    }
}
