import Core
import Judging
import Releasing
import Reports
import Scanning
import Signing

/// Signed verdicts of runs that lie elsewhere.
struct ReleaseClaims {
    let session: ReleaseSession
    let commit: String

    /// What each file says; one that nobody may have signed, or that is about something else, is a mistake.
    func read(_ paths: [String]) throws -> [VerdictClaim] { try paths.map(claim) }

    private func claim(_ path: String) throws -> VerdictClaim {
        guard let file = try? MappedFile(path: path), file.size <= 16 << 20,
            let claimed = ClaimedVerdict(file.withBytes { Array($0) }), claimed.predicate == .assay,
            let statement = try? JSON(parsing: claimed.envelope.payload), let body = statement["predicate"]
        else {
            throw CommandFailure(
                .usage,
                "\(path) is no verdict in Assay's own words: `assay attest --run … --predicate assay`"
            )
        }
        let signer = try signer(claimed.envelope, path)
        guard claimed.commits.contains(commit) else {
            throw CommandFailure(.usage, "\(path) is not about commit \(commit.prefix(10))")
        }
        let run = body["run"]?.string ?? ""
        let signed = body["time"]?.string.flatMap(Timestamp.seconds)
        guard let time = [signed, Self.start(of: run)].compactMap(\.self).min(),
            let overall = Verdict(rawValue: claimed.result)
        else { throw CommandFailure(.usage, "\(path) does not say when its run was, or what it came to") }
        let gates = (body["gates"]?.array ?? []).compactMap(Self.gate)
        return VerdictClaim(run: run, signer: signer.person, time: time, overall: overall, gates: gates)
    }

    private func signer(_ envelope: Envelope, _ path: String) throws -> AttestationKey {
        switch session.check.signature(of: envelope) {
        case .broken(let key):
            throw CommandFailure(.infrastructure, "\(path): the signature by key \(key) does not hold")
        case .unchecked, .unsigned, .unknownKey:
            throw CommandFailure(.usage, "\(path): no key of the configuration signed it")
        case .verified(let holders):
            let trusted = holders.first { $0.permitsVerdicts && $0.expires.map { session.now < $0.end } ?? true }
            guard let trusted else {
                throw CommandFailure(.usage, "\(path): its key may not sign verdicts, or has expired")
            }
            return trusted
        }
    }

    /// When a run began, by its id: `20261122-150405-a1b2`.
    private static func start(of run: String) -> Double? {
        let digits = run.prefix(15).filter(\.isNumber)
        guard digits.count == 14 else { return nil }
        let part = { (from: Int, count: Int) in String(digits.dropFirst(from).prefix(count)) }
        return Timestamp.seconds(
            "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z"
        )
    }

    private static func gate(_ json: JSON) -> VerdictClaim.Gate? {
        guard let name = json["gate"]?.string, let verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:))
        else { return nil }
        let criteria = (json["criteria"]?.array ?? []).compactMap { criterion -> VerdictClaim.Criterion? in
            guard let path = criterion["path"]?.string,
                let verdict = criterion["verdict"]?.string.flatMap(Verdict.init(rawValue:))
            else { return nil }
            return .init(path: path, verdict: verdict, reason: criterion["reason"]?.string)
        }
        return .init(name: name, verdict: verdict, criteria: criteria)
    }
}
