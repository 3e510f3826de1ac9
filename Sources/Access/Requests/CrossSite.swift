/// Whether a request that a browser sends with its cookies comes from a page of our own.
package enum CrossSite {
    /// What says nothing of where it comes from is refused.
    ///
    /// `fetchSite`, `origin`, `host`: the headers of those names.
    package static func allows(method: String, fetchSite: String?, origin: String?, host: String?) -> Bool {
        if ["GET", "HEAD", "OPTIONS"].contains(method) { return true }
        if let fetchSite { return fetchSite == "same-origin" || fetchSite == "none" }
        guard let origin, let host, let scheme = ["https://", "http://"].first(where: origin.hasPrefix) else {
            return false
        }
        return origin.dropFirst(scheme.count).lowercased() == host.lowercased()
    }
}

/// Where a form sends its reader on: to a page of our own, and nowhere else.
package enum ReturnPath {
    /// The path, or `/` for anything that another server could be meant by.
    package static func own(_ text: String?) -> String {
        guard let text, text.utf8.first == UInt8(ascii: "/"), text.utf8.dropFirst().first != UInt8(ascii: "/"),
            text.utf8.count < 2_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return text
    }
}

/// Who stands at the far end of the proxies that are ours.
package enum Caller {
    /// The address that counts.
    ///
    /// `peer`: the other end of the connection. `forwarded`: the header `x-forwarded-for`, which anybody may send: it counts
    /// only from proxies that are named, and only as far as they have written it.
    package static func address(peer: String, forwarded: String?, proxies: Set<String>) -> String {
        guard proxies.contains(peer), let forwarded else { return peer }
        let hops = forwarded.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard let last = hops.last(where: { !proxies.contains($0) }), last.utf8.count <= 45 else { return peer }
        return last
    }
}
