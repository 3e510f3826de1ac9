import Core

/// The plan of one slice of a run on several machines, checked against the plan that all of them read.
struct SlicedPlan {
    let plan: Plan
    let record: SliceRecord

    init(
        _ slice: SliceOption,
        file: String,
        _ options: RunOptions,
        _ folder: ProjectFolder,
        _ context: RunContext
    ) throws {
        guard options.only.isEmpty, options.runs == 1, !options.selects else {
            throw CommandFailure(
                .usage,
                "--shard runs what its plan says: without --only and --repeat; --select goes with the `assay plan` that makes it"
            )
        }
        let slices = try PlanFile.read(file)
        guard slices.count == slice.count else {
            throw CommandFailure(
                .usage,
                "--shard \(slice.index)/\(slice.count): \(file) is a plan of \(slices.count) slices"
            )
        }
        let (whole, used, _) = try options.planned(folder, context, slices: slices)
        guard PlanFile.digest(whole, context)(slices) == slices.digest else {
            throw CommandFailure(
                .usage,
                "\(file) is the plan of another configuration or commit: make it anew, and give all machines the same"
            )
        }
        var own = used
        own.slice = slices.names(of: slice.index)
        plan = try options.made(folder, context, own)
        record = SliceRecord(digest: slices.digest, index: slice.index, count: slice.count)
    }
}
