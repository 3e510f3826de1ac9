/// Where results lie, by names with slashes, each written once and whole: a folder, or a store of objects behind the same
/// five questions.
package protocol CacheStorage: Sendable {
    /// For people: the folder, or the address.
    var place: String { get }

    /// A small object; nil where there is none.
    func read(_ name: String) async throws(CacheError) -> [UInt8]?

    /// Puts an object into a new file; false where there is none.
    func fetch(_ name: String, into path: String) async throws(CacheError) -> Bool

    func write(_ bytes: [UInt8], as name: String) async throws(CacheError)

    /// Takes a copy of a file, where there is none of the name yet: the name stands for the content.
    func keep(_ path: String, as name: String) async throws(CacheError)

    /// Takes away what was used least recently until no more bytes are left than the limit; harmless beside other users.
    func trim(to limit: Double) async
}

/// Why an object of a cache cannot be read or written; never a reason for a run to fail.
package struct CacheError: Error, Sendable, Hashable, CustomStringConvertible {
    package var place: String
    /// A lowercase fragment.
    package var message: String

    package init(_ place: String, _ message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}
