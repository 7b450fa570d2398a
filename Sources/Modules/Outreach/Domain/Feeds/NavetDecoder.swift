/// Takes the persons out of a file of Navet's `PersonpostXML`.
///
/// Reads `Folkbokforingspost` elements wherever they stand, and of each just what the register may hold.
struct NavetDecoder: FeedDecoder {
    private static let listName = Array("Folkbokforingsposter".utf8)

    private var reader = XMLEventReader()
    private var path: [NavetElement] = [.outside]
    private var post: NavetPost?
    private var hasPosts = false

    mutating func consume(_ bytes: [UInt8], _ receive: RowReceiver) throws {
        self.reader.append(bytes)
        try self.readEvents(isAtEnd: false, receive)
    }

    mutating func finish(_ receive: RowReceiver) throws {
        try self.readEvents(isAtEnd: true, receive)
        guard self.hasPosts else { throw FeedRefusal(.format) }
    }

    private mutating func readEvents(isAtEnd: Bool, _ receive: RowReceiver) throws {
        while true {
            let line = self.reader.position.line
            guard let event = try self.reader.nextEvent(isAtEnd: isAtEnd) else { return }
            switch event {
            case .start(let name):
                self.enter(name, line: line)
            case .text(let text):
                if case .leaf(let leaf) = self.path.last {
                    self.post?.append(text, to: leaf)
                }
            case .end:
                try self.leave(receive)
            }
        }
    }

    private mutating func enter(_ name: [UInt8], line: Int) {
        let element = NavetElement(named: name.span, inside: self.path.last ?? .outside)
        self.path.append(element)
        // A file without persons has the element that would hold them.
        self.hasPosts = self.hasPosts || element == .post || name == Self.listName
        switch element {
        case .post: self.post = NavetPost(line: line)
        case .leaf(let leaf): self.post?.append([], to: leaf)
        default: break
        }
    }

    private mutating func leave(_ receive: RowReceiver) throws {
        guard self.path.popLast() == .post, let post = self.post else { return }
        self.post = nil
        try receive(post.fields(), post.line, nil)
    }
}
