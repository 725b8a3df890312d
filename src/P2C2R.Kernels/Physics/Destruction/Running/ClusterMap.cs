namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>Pieces that unbroken bonds hold together; numbered by their lowest pieces.</summary>
internal sealed class ClusterMap
{
    /// <summary>Groups pieces.</summary>
    public ClusterMap(FracturedScene scene, bool[] isBroken)
    {
        ClusterOf = new int[scene.Pieces.Length];
        Array.Fill(ClusterOf, -1);
        for (var first = 0; first < ClusterOf.Length; first++)
        {
            if (ClusterOf[first] >= 0) continue;
            var members = new List<int> { first };
            ClusterOf[first] = Clusters.Count;
            for (var i = 0; i < members.Count; i++)
            {
                foreach (var b in scene.BondsOf[members[i]])
                {
                    var other = scene.Bonds[b].A == members[i] ? scene.Bonds[b].B : scene.Bonds[b].A;
                    if (isBroken[b] || ClusterOf[other] >= 0) continue;
                    ClusterOf[other] = Clusters.Count;
                    members.Add(other);
                }
            }

            members.Sort();
            Clusters.Add([.. members]);
        }
    }

    /// <summary>The pieces of each cluster, in order.</summary>
    public List<int[]> Clusters { get; } = [];

    /// <summary>The cluster of each piece.</summary>
    public int[] ClusterOf { get; }
}
