import Access
import Core
import History
import Scanning
import Storage
import Synchronization

/// Takes in report files of any tool: what `assay aggregate` and `assay validate` do, for whoever has no Assay in CI.
///
/// Each part of a run is one request with all of its files; once every part is here, or at the deadline, the run is judged, and is
/// a run like any other.
extension Ingest {
    func reports(
        _ request: ServerRequest,
        _ name: String,
        _ project: ServedProject?,
        caller: String,
        now: Double
    ) async -> ServerResponse {
        let sender: Sender
        switch door.enter(request, caller: caller, now: now) {
        case .closed(let refusal): return refusal
        case .open(let known): sender = known
        }
        guard sender.project == name, let project else { return Answers.missing(isData: true) }
        if let wait = countRun(of: sender, now: now) { return Answers.tooMany(wait, isData: true) }
        guard let judge = project.surroundings.judge else {
            return Answers.problem(405, "Not allowed", "Reports are not taken here.", isData: true)
        }
        guard let body = MultipartBody(request.body, type: request["content-type"] ?? ""), !body.files.isEmpty else {
            let words = "Send multipart/form-data with at least one file, such as curl -F report=@junit.xml."
            return Answers.problem(400, "No reports", words, isData: true)
        }
        guard room.hasRoom(for: request.body.count, project) else {
            return Answers.problem(507, "No room", "The project keeps as much as it may.", isData: true)
        }
        let taken = await onWriter { Self.take(body, project, sender.job, now: now) }
        switch taken {
        case nil: return Answers.problem(503, "About to stop", "Send it again in a moment.", isData: true)
        case .refused(let status, let why): return Answers.problem(status, "Not taken", why, isData: true)
        case .waits(let manifest, let missing, let isNew):
            if isNew { room.add(request.body.count, project) }
            guard missing.isEmpty else { return Self.waiting(manifest, missing) }
            return await close(manifest, project, judge)
        }
    }

    private enum Taken: Sendable {
        case waits(UploadManifest, missing: [String], isNew: Bool)
        case refused(Int, String)
    }

    private static func take(
        _ body: MultipartBody,
        _ project: ServedProject,
        _ job: JobIdentity?,
        now: Double
    ) -> Taken {
        let folder = project.uploads
        do {
            var manifest = try UploadManifest(fields: body.fields, now: now)
            // What its host says of the job needs nobody's word.
            manifest.commit = manifest.commit ?? job?.commit
            manifest.branch = manifest.branch ?? job?.branch
            if let why = job?.problem(
                commit: manifest.commit,
                branch: manifest.branch,
                isChange: manifest.pullRequest != nil
            ) {
                return .refused(403, why)
            }
            let run = manifest.run
            if folder.isJudged(run) {
                return .refused(409, "run \(run) is judged already: no part of it is waited for any more")
            }
            if let known = folder.manifest(of: run) {
                if let why = manifest.difference(from: known) { return .refused(409, why) }
                manifest = known
            }
            let shard = body.fields["shard"] ?? (manifest.shards.count == 1 ? manifest.shards[0] : "")
            guard manifest.shards.contains(shard) else {
                return .refused(400, "`shard` is none of \(manifest.shards.prefix(20).joined(separator: ", "))")
            }
            let isKnown = folder.shards(of: run).contains(shard)
            if isKnown, !folder.holds(body.files, shard: shard, of: run) {
                return .refused(409, "the part \(shard) is here already, with other reports")
            }
            if !isKnown {
                try folder.open(manifest)
                try folder.add(body.files, shard: shard, of: run)
            }
            return .waits(manifest, missing: manifest.missing(folder.shards(of: run)), isNew: !isKnown)
        } catch let problem as UploadManifest.Problem {
            return .refused(400, problem.text)
        } catch {
            return .refused(503, "\(error)")
        }
    }

    private static func waiting(_ manifest: UploadManifest, _ missing: [String]) -> ServerResponse {
        let json: JSON = [
            "run": JSON(manifest.run), "id": JSON(manifest.id), "state": "waits",
            "missing": JSON(missing.map { JSON($0) }),
            "closes": JSON(manifest.closes),
        ]
        return ServerResponse(202, type: "application/json", json.serialized() + [0x0A])
    }

    // MARK: The end

    private func close(
        _ manifest: UploadManifest,
        _ project: ServedProject,
        _ judge: ServedProject.Judge
    ) async -> ServerResponse {
        do throws(DeskProblem) {
            guard let verdict = try await judged(manifest, project, judge) else {
                return Self.waiting(manifest, [])
            }
            let json: JSON = [
                "run": JSON(manifest.run), "id": JSON(manifest.id), "state": "judged",
                "verdict": JSON(verdict.rawValue),
            ]
            return ServerResponse(201, type: "application/json", json.serialized() + [0x0A])
        } catch {
            // It is tried again in a while.
            return Answers.problem(503, "Not judged yet", "\(error.words)", isData: true)
        }
    }

    /// nil where it is being judged already.
    private func judged(
        _ manifest: UploadManifest,
        _ project: ServedProject,
        _ judge: ServedProject.Judge
    ) async throws(DeskProblem) -> Verdict? {
        let key = "\(project.name)/\(manifest.run)"
        guard closing.withLock({ $0.insert(key).inserted }) else { return nil }
        defer { closing.withLock { _ = $0.remove(key) } }
        let folder = project.uploads
        guard !folder.isJudged(manifest.run) else { return nil }
        let missing = manifest.missing(folder.shards(of: manifest.run))
        let verdict = try await judge(
            UploadedRun(manifest: manifest, files: folder.files(of: manifest.run), missing: missing)
        )
        do throws(StorageError) { try folder.end(manifest.run) } catch { throw .broken("\(error)") }
        return verdict
    }

    /// Judges what is whole or has been waited for long enough; the runs, and what went wrong.
    func closeDue(_ project: ServedProject, now: Double) async -> (closed: [String], problems: [String]) {
        guard let judge = project.surroundings.judge else { return ([], []) }
        var (closed, problems): ([String], [String]) = ([], [])
        let folder = project.uploads
        for manifest in folder.waiting {
            let isWhole = manifest.missing(folder.shards(of: manifest.run)).isEmpty
            guard isWhole || now >= manifest.closes else { continue }
            do throws(DeskProblem) {
                if try await judged(manifest, project, judge) != nil { closed.append(manifest.id) }
            } catch { problems.append("\(project.name): run \(manifest.run) cannot be judged: \(error.words)") }
        }
        return (closed, problems)
    }
}
