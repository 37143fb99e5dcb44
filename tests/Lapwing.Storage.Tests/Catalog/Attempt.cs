namespace Lapwing.Storage.Tests.Catalog;

/// <summary>Does what the file system may refuse.</summary>
internal static class Attempt
{
    /// <summary>Null where it was refused.</summary>
    public static T? Of<T>(Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>False where it was refused.</summary>
    public static bool Of(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
