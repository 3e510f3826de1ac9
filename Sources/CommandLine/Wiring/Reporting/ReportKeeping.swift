import Core
import Engine
import Scanning
import Signing
import Storage

/// Keeps the reports of a run where `reporting.storage` says; what fails there is a warning, and no verdict changes.
struct ReportKeeping {
    var reporting: Reporting
    /// Absolute path of the project.
    var root: String
    /// nil for a run that has no name; nothing of it is kept.
    var context: RunContext?

    /// Where a file went, or why it did not.
    private struct Receipt {
        var storage: String
        var file: KeptFile
        var result: Result<String, ReportStoreError>
    }

    /// Puts the files to every place, one after the other, and leaves receipts in the run's folder.
    func keep(_ files: [RunReports.Written], in folder: String) async {
        guard !reporting.storage.isEmpty, let run = context else { return }
        var receipts: [Receipt] = []
        for location in reporting.storage {
            let store = ReportStores.store(for: location, root: root)
            for file in kept(files, of: run) {
                let result: Result<String, ReportStoreError>
                do throws(ReportStoreError) { result = .success(try await store.put(file)) } catch {
                    result = .failure(error)
                }
                receipts.append(Receipt(storage: location.description, file: file, result: result))
                // What one file meets there, the next ones would meet too.
                guard case .failure(let problem) = result else { continue }
                Console.error("warning: reporting.storage \(location): \(problem); the reports lie in \(folder)")
                break
            }
        }
        tell(receipts, of: run)
        let json = JSON(receipts.map(Self.json)).serialized(.pretty) + [0x0A]
        do throws(StorageError) { try ReplacementFile.write(json, to: "\(folder)/receipts.json") } catch {
            Console.error("warning: no receipts of the kept reports: \(error)")
        }
    }

    /// Each under the run's name; badges also under the branch's, so that an address in a README stays the same.
    private func kept(_ files: [RunReports.Written], of run: RunContext) -> [KeptFile] {
        files.flatMap { file in
            var names = ["\(run.id)/\(file.name)"]
            if let branch = run.branch, !run.isChange, file.form == .badge || file.form == .shields {
                names.append("branches/\(Self.name(of: branch))/\(file.name)")
            }
            let digest = file.bytes.withUnsafeBytes { Digest.sha256($0) }
            return names.map {
                KeptFile(name: $0, bytes: file.bytes, contentType: file.form.contentType, digest: digest)
            }
        }
    }

    /// A branch as one segment of a path: letters, digits, `.`, `_` and `-`, all else is `-`.
    static func name(of branch: String) -> String {
        let segment = String(
            branch.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" as Character }
        )
        return segment.allSatisfy { $0 == "." } ? "-" : segment
    }

    private func tell(_ receipts: [Receipt], of run: RunContext) {
        for receipt in receipts where receipt.file.name == "\(run.id)/\(ReportForm.html.fileName)" {
            if case .success(let address) = receipt.result { Console.error("kept: \(address)") }
        }
    }

    private static func json(_ receipt: Receipt) -> JSON {
        var (address, problem): (String?, String?)
        switch receipt.result {
        case .success(let place): address = place
        case .failure(let error): problem = error.description
        }
        return JSON(present: [
            "storage": JSON(receipt.storage), "file": JSON(receipt.file.name), "address": JSON(address),
            "bytes": JSON(receipt.file.bytes.count), "sha256": JSON(receipt.file.digest), "error": JSON(problem),
        ])
    }
}
