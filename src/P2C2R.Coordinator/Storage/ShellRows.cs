using P2C2R.Coordinator.Sqlite;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// Rows that aren't the core's: blobs and their owners, traffic, and what retention deletes. Written by the loop's thread
/// inside the transaction of the next commit, so that there is one writer.
/// </summary>
internal sealed class ShellRows(SqliteConnection connection, RecentIndex tasksById, RecentIndex resultsByKey)
{
    private readonly SqliteStatement _blob = connection.Prepare("INSERT INTO blobs(hash, length, stored_at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET stored_at = excluded.stored_at");
    private readonly SqliteStatement _owner = connection.Prepare("INSERT INTO blob_owners(owner, hash, length, uploaded_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET uploaded_at = excluded.uploaded_at");
    private readonly SqliteStatement _deleteBlob = connection.Prepare("DELETE FROM blobs WHERE hash = ?1");
    private readonly SqliteStatement _deleteOwners = connection.Prepare("DELETE FROM blob_owners WHERE hash = ?1");
    private readonly SqliteStatement _traffic = connection.Prepare("INSERT INTO traffic(account, bytes_in, bytes_out) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bytes_in = bytes_in + excluded.bytes_in, bytes_out = bytes_out + excluded.bytes_out");
    private readonly SqliteStatement _lastTask = connection.Prepare("UPDATE meta SET value = max(value, ?1) WHERE key = 'last_task'");
    private readonly SqliteStatement _deleteTask = connection.Prepare("DELETE FROM tasks WHERE number = ?1 AND state >= 2");
    private readonly SqliteStatement _deleteSlices = connection.Prepare("DELETE FROM slices WHERE task = ?1 AND idx >= ?2 AND idx < ?3");
    private readonly SqliteStatement _deleteSliceBlobs = connection.Prepare("DELETE FROM slice_blobs WHERE task = ?1");
    private readonly SqliteStatement _deleteAttempt = connection.Prepare("DELETE FROM attempts WHERE row = ?1");
    private readonly SqliteStatement _deleteResult = connection.Prepare("DELETE FROM results WHERE number = ?1");

    /// <summary>A blob is stored; the owner is none for an output that the coordinator asked for.</summary>
    public void PutBlob(Sha256Hash hash, long length, AccountId owner, long now)
    {
        _blob.Bind(1, hash).Bind(2, length).Bind(3, now).Run();
        if (owner != AccountId.None) _owner.Bind(1, owner.Value).Bind(2, hash).Bind(3, length).Bind(4, now).Run();
    }

    /// <summary>A blob is to be deleted; its file goes after the commit.</summary>
    public void DeleteBlob(Sha256Hash hash)
    {
        _deleteOwners.Bind(1, hash).Run();
        _deleteBlob.Bind(1, hash).Run();
    }

    /// <summary>Bytes that an account has sent and fetched.</summary>
    public void AddTraffic(AccountId account, long bytesIn, long bytesOut) => _traffic.Bind(1, account.Value).Bind(2, bytesIn).Bind(3, bytesOut).Run();

    /// <summary>Deletes some of an ended task's slices.</summary>
    public void DeleteSlices(long task, int first, int end) => _deleteSlices.Bind(1, task).Bind(2, first).Bind(3, end).Run();

    /// <summary>Deletes an ended task whose slices are gone.</summary>
    public void DeleteTask(long number, AccountId gamer, string id)
    {
        _lastTask.Bind(1, number).Run();
        _deleteSliceBlobs.Bind(1, number).Run();
        _deleteTask.Bind(1, number).Run();
        tasksById.Remove(IndexHash.Of(gamer, id), number);
    }

    /// <summary>Deletes an attempt.</summary>
    public void DeleteAttempt(long row) => _deleteAttempt.Bind(1, row).Run();

    /// <summary>Deletes a result.</summary>
    public void DeleteResult(long number, Sha256Hash key)
    {
        _deleteResult.Bind(1, number).Run();
        resultsByKey.Remove(IndexHash.Of(key), number);
    }
}
