import Scanning

/// Where the attributes of a case lie; nothing of them is copied for a case that passed.
struct JUnitAttributes {
    var name: ByteRange?
    var className: ByteRange?
    var file: ByteRange?
    var line: ByteRange?
    var time: ByteRange?
    /// Those that say in a word how the case ended: `status`, `result`, `outcome`.
    var words: (ByteRange?, ByteRange?, ByteRange?)
    /// `success` and `executed`, which say yes or no.
    var success: ByteRange?
    var executed: ByteRange?
}
