using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>What planning leaves for merging and presenting.</summary>
/// <param name="Settings">How the mesh is built.</param>
/// <param name="Mesh">The triangles.</param>
/// <param name="Document">The document: its queries are in the mesh's unit of length.</param>
/// <param name="Queries">All queries, in order.</param>
/// <param name="Tiles">Tiles that have triangles.</param>
internal sealed record PlannedNavigation(NavigationSettings Settings, TriangleMesh Mesh, NavigationDocument Document, IReadOnlyList<MeshQuery> Queries, int Tiles) : IPlannedJob
{
    /// <summary>The canonical output is <c>i32 length, mesh | answers</c>.</summary>
    public void Merge(IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        if (outputs.Count == 0 || PolygonMesh.Read(outputs[0].Answer.Span) is not { } mesh || mesh.Settings != Settings) throw new InvalidDataException("the first output is not the mesh");
        var writer = new CanonicalWriter();
        writer.I32(outputs[0].Answer.Length);
        canonical.Write(writer.Written.Span);
        canonical.Write(outputs[0].Answer.Span);
        var check = new MeshAnswerCheck(mesh);
        var answers = new List<MeshAnswer>();
        foreach (var output in outputs.Skip(1))
        {
            var first = answers.Count;
            if (!MeshAnswerFormat.TryRead(output.Answer.Span, answers)) throw new InvalidDataException($"slice {output.Slice}: not answers to queries on a mesh");
            for (var i = first; i < answers.Count && i < Queries.Count; i++)
            {
                if (check.Find(Queries[i], answers[i]) is { } wrong) throw new InvalidDataException($"slice {output.Slice}, query {i}: {wrong}");
            }

            canonical.Write(output.Answer.Span);
        }

        if (answers.Count != Queries.Count) throw new InvalidDataException($"{answers.Count} answers to {Queries.Count} queries");
    }

    /// <inheritdoc/>
    public Presentation Present(Stream canonical, string directory)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        var reader = new CanonicalReader(bytes.Span);
        var length = reader.I32();
        var answers = new List<MeshAnswer>();
        if (PolygonMesh.Read(reader.Take(length)) is not { } mesh || !MeshAnswerFormat.TryRead(bytes.Span[(4 + length)..], answers)) throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
        return NavigationPresenter.Present(this, mesh, answers, directory);
    }
}

