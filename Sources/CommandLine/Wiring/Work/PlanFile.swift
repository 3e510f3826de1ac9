import Core
import Scanning
import Signing
import Wire

/// A plan of slices as a file: what every machine of a run reads before it starts.
enum PlanFile {
    /// Where it lies unless somebody says otherwise.
    static let standard = ".assay/plan.json"
    private static let version = 1

    /// The digest of a plan that was made here: of all that its steps do, of the commit, and of who runs what.
    static func digest(_ plan: Plan, _ context: RunContext) -> (SlicePlan) -> String {
        { slices in
            let units = slices.units.map { "\($0.slice) \($0.name)" }.joined(separator: "\n")
            let left = slices.selection.map { selection(of: $0).text(.compact) } ?? ""
            let text = "\(slices.count)\n\(context.commit ?? "")\n\(units)\n\(left)\n\(plan.canonical)"
            return Array(text.utf8).withUnsafeBytes { Digest.sha256($0) }
        }
    }

    static func write(_ plan: SlicePlan, to path: String) throws {
        try OutputFile.write(Array(json(plan).text(.pretty).utf8) + [0x0A], to: path)
    }

    static func read(_ path: String) throws -> SlicePlan {
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            throw CommandFailure(.usage, "\(error.description); make one with `assay plan --slices 5 --output \(path)`")
        }
        let value = try file.withBytes { bytes in
            do throws(ScanError) {
                return try JSON(parsing: bytes)
            } catch {
                throw CommandFailure(.usage, "\(path): \(error)")
            }
        }
        guard value["assay_slices"]?.int == version, let plan = plan(value) else {
            throw CommandFailure(.usage, "\(path) is no plan of slices that this version reads")
        }
        return plan
    }

    static func json(_ plan: SlicePlan) -> JSON {
        let cuts = plan.cuts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .array($0.value.map(share))) }
        return .object([
            .init("assay_slices", JSON(version)), .init("digest", JSON(plan.digest)), .init("count", JSON(plan.count)),
            .init("units", .array(plan.units.map(unit))), .init("cuts", .object(cuts)),
            .init("selection", plan.selection.map(selection(of:)) ?? .null),
        ])
    }

    private static func selection(of work: SelectedWork) -> JSON {
        let omitted = work.omitted.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
        let record = work.record.flatMap { try? JSON(parsing: $0.line) } ?? .null
        return .object([.init("omitted", .object(omitted)), .init("record", record)])
    }

    /// nil where it is no such selection: what it leaves out must be known.
    private static func work(_ value: JSON) -> SelectedWork? {
        guard let members = value["omitted"]?.object, let record = value["record"] else { return nil }
        var work = SelectedWork()
        for member in members {
            guard let reason = member.value.string else { return nil }
            work.omitted[member.key] = reason
        }
        work.record = Array(record.text(.compact).utf8).withUnsafeBytes { bytes in
            guard var reader = try? JSONReader(bytes) else { return nil }
            return try? SelectionRecord.read(&reader, WireMemory())
        }
        return work.record == nil ? nil : work
    }

    private static func unit(_ unit: SlicePlan.Unit) -> JSON {
        [
            "name": JSON(unit.name), "step": JSON(unit.whole), "part": JSON(unit.part), "slug": JSON(unit.slug),
            "slice": JSON(unit.slice), "predicted_s": JSON(unit.predicted),
        ]
    }

    private static func share(_ share: TestShare) -> JSON {
        let labels = share.labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
        return [
            "title": JSON(share.title), "tests": .array(share.tests.map { JSON($0) }), "labels": .object(labels),
            "predicted_s": JSON(share.predicted),
        ]
    }

    private static func plan(_ value: JSON) -> SlicePlan? {
        guard let digest = value["digest"]?.string, let count = value["count"]?.int, (1...10_000).contains(count),
            let units = value["units"]?.array?.compactMap(unit), units.count == value["units"]?.array?.count,
            units.allSatisfy({ (1...count).contains($0.slice) }), let members = value["cuts"]?.object
        else { return nil }
        var cuts: [String: [TestShare]] = [:]
        for member in members {
            guard let shares = member.value.array?.compactMap(share), shares.count == member.value.array?.count else {
                return nil
            }
            cuts[member.key] = shares
        }
        var plan = SlicePlan(count: count, units: units, cuts: cuts, digest: digest)
        if let selection = value["selection"], !selection.isNull {
            guard let work = work(selection) else { return nil }
            plan.selection = work
        }
        return plan
    }

    private static func unit(_ value: JSON) -> SlicePlan.Unit? {
        guard let name = value["name"]?.string, let whole = value["step"]?.string, let slug = value["slug"]?.string,
            let slice = value["slice"]?.int
        else { return nil }
        return SlicePlan.Unit(
            name: name,
            whole: whole,
            part: value["part"]?.string,
            slug: slug,
            slice: slice,
            predicted: value["predicted_s"]?.double
        )
    }

    private static func share(_ value: JSON) -> TestShare? {
        guard let title = value["title"]?.string, let tests = value["tests"]?.array else { return nil }
        var labels: Labels = [:]
        for member in value["labels"]?.object ?? [] { labels[member.key] = member.value.string }
        return TestShare(
            title: title,
            tests: tests.compactMap(\.string),
            labels: labels,
            predicted: value["predicted_s"]?.double
        )
    }
}
