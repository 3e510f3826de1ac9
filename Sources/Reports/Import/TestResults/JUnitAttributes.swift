import Scanning

/// Where the attributes of a case lie; nothing of them is copied for a case that passed.
struct JUnitAttributes {
    var name: ByteRange?
    var className: ByteRange?
    var file: ByteRange?
    var line: ByteRange?
    var time: ByteRange?
    var status: ByteRange?
    var result: ByteRange?
}
