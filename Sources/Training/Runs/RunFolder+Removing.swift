import Datasets
import Foundation

extension RunFolder {
    /// Whether this program writes files of this name into a run's folder.
    static func owns(_ name: String) -> Bool {
        File.all.contains(name) || PendingFile.writer(ofTemporary: name) != nil
            || File.ownedPrefixes.contains { name.hasPrefix($0) }
    }

    /// Removes the run's own files from `folder`, the description last, and the folders that are empty then.
    ///
    /// A link is removed itself; what it points to stays.
    ///
    /// - Parameter withFolder: Whether the folder itself goes too.
    /// - Returns: The names of what else is there and stays.
    static func remove(_ folder: URL, withFolder: Bool = true) throws(FileSystemError) -> [String] {
        // The description stays to the last: what is half removed is still a run, and can be deleted again.
        var others = try removeOwned(in: folder.path, except: File.description)
        let description = folder.appendingPathComponent(File.description).path
        if unlink(description) != 0, errno != ENOENT {
            throw FileSystemError(operation: "delete", path: description, code: errno)
        }
        if withFolder, others.isEmpty, rmdir(folder.path) != 0 {
            guard errno == ENOTEMPTY || errno == EEXIST else {
                throw FileSystemError(operation: "delete", path: folder.path, code: errno)
            }
            // Somebody put a file there in between.
            others = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        }
        return others
    }

    private static func removeOwned(in folder: String, except kept: String? = nil) throws(FileSystemError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw FileSystemError(operation: "read", path: folder, code: errno)
        }
        var others: [String] = []
        for name in names.sorted() where name != kept {
            let path = (folder as NSString).appendingPathComponent(name)
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                guard File.ownedFolders.contains(name), try removeOwned(in: path).isEmpty, rmdir(path) == 0 else {
                    others.append(name)
                    continue
                }
            } else if owns(name) {
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw FileSystemError(operation: "delete", path: path, code: errno)
                }
            } else {
                others.append(name)
            }
        }
        return others
    }
}
