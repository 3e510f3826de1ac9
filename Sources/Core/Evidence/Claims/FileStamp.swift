/// What tells one state of a file from another: no clock decides, since a copied file keeps its time.
package struct FileStamp: Sendable, Hashable {
    package var device: UInt64
    package var inode: UInt64
    /// Bytes.
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// When the content or what is known of the file changed; nanoseconds since 1970.
    ///
    /// No program can set it.
    package var changed: Int64
    /// The link by which the file is reached; nil where the path is the file itself.
    package var link: Link?

    /// A symbolic link, which may be made anew and lead to the same file.
    package struct Link: Sendable, Hashable {
        package var inode: UInt64
        package var changed: Int64

        package init(inode: UInt64, changed: Int64) {
            self.inode = inode
            self.changed = changed
        }
    }

    package init(
        device: UInt64,
        inode: UInt64,
        size: Int64,
        modified: Int64,
        changed: Int64,
        link: Link? = nil
    ) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.link = link
    }
}
