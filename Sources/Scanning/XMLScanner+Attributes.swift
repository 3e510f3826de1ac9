extension XMLScanner {
    /// How many attributes the last start tag had; they can be read until the next tag.
    package var attributesCount: Int { state.pointee.attributeCount }

    /// The attributes of the last start tag in document order; valid until the next event.
    package var attributes: UnsafeBufferPointer<Attribute> {
        UnsafeBufferPointer(start: state.pointee.attributes.pointer, count: state.pointee.attributeCount)
    }

    /// The attribute at a position, in document order; nil past the last.
    package func attribute(at index: Int) -> Attribute? {
        index >= 0 && index < state.pointee.attributeCount ? state.pointee.attributes.pointer[index] : nil
    }

    /// Where the raw value of an attribute of the last start tag lies; nil where the tag has none of that name.
    @inline(__always)
    package func attribute(_ name: StaticString) -> ByteRange? {
        let attributes = state.pointee.attributes.pointer
        let count = state.pointee.attributeCount
        var index = 0
        while index < count {
            let candidate = attributes[index].name
            if candidate.count == name.utf8CodeUnitCount, bytes(candidate).equals(name) {
                return attributes[index].value
            }
            index &+= 1
        }
        return nil
    }

    /// The decoded value of an attribute; nil where the tag has none of that name.
    package func string(_ name: StaticString) -> String? {
        attribute(name).map { string(ofAttribute: $0) }
    }

    /// A whole number; nil where the attribute is absent or is not one.
    package func integer(_ name: StaticString) -> Int? {
        attribute(name).flatMap { bytes($0).trimmed().parseInt() }
    }

    /// A finite number; nil where the attribute is absent or is not one.
    package func double(_ name: StaticString) -> Double? {
        attribute(name).flatMap { bytes($0).trimmed().parseDouble() }
    }
}
