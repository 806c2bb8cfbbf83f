extension Canvas {
    /// Puts 28×28 grey levels on the canvas; an image of another size is normalised into it first.
    mutating func load(_ image: GrayImage) {
        if image.width == Self.side, image.height == Self.side {
            replace(with: Content(base: image.pixels))
        } else if let fitted = Normalizer().normalize(photograph: image) {
            replace(with: Content(base: fitted.pixels))
        } else {
            replace(with: Content())
        }
    }

    /// Takes new content in one undoable step; the pen is lifted.
    mutating func replace(with other: Content) {
        endStroke()
        guard other.pixels != content.pixels else { return }
        remember(content)
        content = other
    }

    mutating func undo() {
        endStroke()
        guard let earlier = undoable.popLast() else { return }
        redoable.append(content)
        content = earlier
    }

    mutating func redo() {
        endStroke()
        guard let later = redoable.popLast() else { return }
        undoable.append(content)
        content = later
    }

    /// Makes `earlier` the state that undo returns to.
    mutating func remember(_ earlier: Content) {
        redoable.removeAll()
        if undoable.count == Self.historyLimit { undoable.removeFirst() }
        undoable.append(earlier)
    }
}
