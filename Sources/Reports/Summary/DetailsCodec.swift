package import Core
import Criteria
import Scanning
import Wire

/// What a run leaves for its reports besides summary and record, as JSON: what only the run itself could see.
///
/// The tests come from the run's record. What cannot be read is left out, as nothing is decided by it.
package enum DetailsCodec {
    package static let version = 1

    package static func encode(_ details: RunDetails) -> [UInt8] {
        var members = [JSON.Member("assay_details", JSON(version))]
        members += past(details)
        members += coverage(details)
        let purposes = details.purposes.map { JSON.Member($0.key.rawValue, JSON($0.value)) }
        members.append(JSON.Member("purposes", .object(purposes.sorted { $0.key < $1.key })))
        let owners = details.owners.map { JSON.Member($0.key, JSON($0.value)) }
        members.append(JSON.Member("owners", .object(owners.sorted { $0.key < $1.key })))
        let pictures = details.pictures.map { JSON.Member($0.key, JSON($0.value)) }
        members.append(JSON.Member("pictures", .object(pictures.sorted { $0.key < $1.key })))
        if let news = details.news {
            members.append(JSON.Member("new_findings", .array(news.new.sorted().map { .integer(Int64($0)) })))
            members.append(JSON.Member("fixed_findings", .array(news.fixed.map(fixed))))
        }
        return JSON.object(members).serialized(.compact) + [0x0A]
    }

    private static func past(_ details: RunDetails) -> [JSON.Member] {
        let strips = details.strips.map { JSON.Member($0.key.text, JSON($0.value.description)) }
        let trends = details.trends.values.sorted { $0.name < $1.name }
        return [
            JSON.Member("strips", .object(strips.sorted { $0.key < $1.key })),
            JSON.Member("trends", .array(trends.map(trend))),
        ]
    }

    private static func coverage(_ details: RunDetails) -> [JSON.Member] {
        var members = [
            JSON.Member("sources", .array(details.sources.map(source))),
            JSON.Member("sources_left_out", JSON(details.sourcesLeftOut)),
            JSON.Member("critical_paths", .array(details.criticalPaths.map(row))),
        ]
        guard let matrix = details.matrix else { return members }
        members.append(JSON.Member("suites", .array(matrix.suites.map { .string($0) })))
        let rows = zip(matrix.files, matrix.cells).map { file, cells -> JSON in
            ["file": JSON(file), "cells": .array(cells.map(fraction))]
        }
        members.append(JSON.Member("matrix", .array(rows)))
        return members
    }

    private static func fraction(_ fraction: Fraction?) -> JSON {
        fraction.map { [JSON($0.covered), JSON($0.total)] } ?? .null
    }

    private static func trend(_ trend: Trend) -> JSON {
        [
            "name": JSON(trend.name), "dimension": JSON(trend.dimension.rawValue),
            "points": .array(
                trend.points.map { .array([.number($0.time), .number($0.value), .string($0.run)]) }
            ),
        ]
    }

    private static func source(_ source: SourceText) -> JSON {
        [
            "path": JSON(source.path), "text": JSON(source.text),
            "covered": JSON(LineRanges(source.lines, .covered).text),
            "missed": JSON(LineRanges(source.lines, .missed).text),
            "added": .array(
                source.added.map { .array([JSON(Int($0.lowerBound)), JSON(Int($0.upperBound))]) }
            ),
        ]
    }

    private static func row(_ row: CoverageSummary.Row) -> JSON {
        [
            "name": JSON(row.name), "lines": fraction(row.lines), "branches": fraction(row.branches),
            "missed": JSON(row.missed),
        ]
    }

    private static func fixed(_ finding: FindingComparison.Fixed) -> JSON {
        JSON(present: [
            "severity": JSON(finding.severity.rawValue), "level": JSON(finding.level.rawValue),
            "rule": JSON(finding.rule), "tool": JSON(finding.tool), "file": JSON(finding.file),
            "line": JSON(finding.line), "message": JSON(finding.message),
        ])
    }
}
