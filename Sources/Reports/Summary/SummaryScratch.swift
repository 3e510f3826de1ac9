import Scanning

/// What the reports of a summary share while they are read: how many lines may still come, and texts that repeat.
struct SummaryScratch {
    var lines = LineRangeReader()
    var texts = TextCache()
}
