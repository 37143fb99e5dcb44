namespace Lapwing.Alerts;

/// <summary>Is told when an alert is raised and when it is over, on the pass of the sample that caused it: it must not wait.</summary>
internal interface IAlertListener
{
    void OnChanged(Alert alert);
}
