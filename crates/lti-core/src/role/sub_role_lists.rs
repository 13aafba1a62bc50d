//! Roles that narrow a principal role of the context, one list per principal.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// In which way somebody administers the context.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum AdministratorSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Administrator#" {
        /// Administers the context.
        Administrator = "Administrator",
        /// Develops for the context.
        Developer = "Developer",
        /// Develops for the context from outside the institution.
        ExternalDeveloper = "ExternalDeveloper",
        /// Supports the context from outside the institution.
        ExternalSupport = "ExternalSupport",
        /// Administers the system from outside the institution.
        ExternalSystemAdministrator = "ExternalSystemAdministrator",
        /// Supports the context.
        Support = "Support",
        /// Administers the system the context lives in.
        SystemAdministrator = "SystemAdministrator",
    }
}

vocabulary! {
    /// In which way somebody makes content.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum ContentDeveloperSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/ContentDeveloper#" {
        /// Makes content.
        ContentDeveloper = "ContentDeveloper",
        /// Knows the subject of the content.
        ContentExpert = "ContentExpert",
        /// Knows the subject, from outside the institution.
        ExternalContentExpert = "ExternalContentExpert",
        /// Looks after the library's part.
        Librarian = "Librarian",
    }
}

vocabulary! {
    /// In which way somebody teaches.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum InstructorSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#" {
        /// Teaches from outside the institution.
        ExternalInstructor = "ExternalInstructor",
        /// Grades, without teaching.
        Grader = "Grader",
        /// Teaches as a guest.
        GuestInstructor = "GuestInstructor",
        /// Lectures.
        Lecturer = "Lecturer",
        /// Is the main teacher.
        PrimaryInstructor = "PrimaryInstructor",
        /// Teaches beside the main teacher.
        SecondaryInstructor = "SecondaryInstructor",
        /// Assists in teaching.
        TeachingAssistant = "TeachingAssistant",
        /// Assists one group.
        TeachingAssistantGroup = "TeachingAssistantGroup",
        /// Assists one course offering.
        TeachingAssistantOffering = "TeachingAssistantOffering",
        /// Assists one course section.
        TeachingAssistantSection = "TeachingAssistantSection",
        /// Assists an association of course sections.
        TeachingAssistantSectionAssociation = "TeachingAssistantSectionAssociation",
        /// Assists a course template.
        TeachingAssistantTemplate = "TeachingAssistantTemplate",
    }
}

vocabulary! {
    /// In which way somebody learns.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum LearnerSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#" {
        /// Learns from outside the institution.
        ExternalLearner = "ExternalLearner",
        /// Learns as a guest.
        GuestLearner = "GuestLearner",
        /// Is a learner, never a teacher, whatever the name suggests.
        Instructor = "Instructor",
        /// Learns.
        Learner = "Learner",
        /// Learns without credit.
        NonCreditLearner = "NonCreditLearner",
    }
}

vocabulary! {
    /// In which way somebody manages the context.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum ManagerSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Manager#" {
        /// Manages an area.
        AreaManager = "AreaManager",
        /// Coordinates the course.
        CourseCoordinator = "CourseCoordinator",
        /// Watches from outside the institution.
        ExternalObserver = "ExternalObserver",
        /// Manages the context.
        Manager = "Manager",
        /// Watches.
        Observer = "Observer",
    }
}

vocabulary! {
    /// In which way somebody belongs to the context.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum MemberSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Member#" {
        /// Belongs to the context.
        Member = "Member",
    }
}

vocabulary! {
    /// In which way somebody accompanies a learner.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum MentorSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#" {
        /// Advises.
        Advisor = "Advisor",
        /// Audits.
        Auditor = "Auditor",
        /// Advises from outside the institution.
        ExternalAdvisor = "ExternalAdvisor",
        /// Audits from outside the institution.
        ExternalAuditor = "ExternalAuditor",
        /// Helps learning along, from outside the institution.
        ExternalLearningFacilitator = "ExternalLearningFacilitator",
        /// Mentors from outside the institution.
        ExternalMentor = "ExternalMentor",
        /// Reviews from outside the institution.
        ExternalReviewer = "ExternalReviewer",
        /// Tutors from outside the institution.
        ExternalTutor = "ExternalTutor",
        /// Helps learning along.
        LearningFacilitator = "LearningFacilitator",
        /// Mentors.
        Mentor = "Mentor",
        /// Reviews.
        Reviewer = "Reviewer",
        /// Tutors.
        Tutor = "Tutor",
    }
}

vocabulary! {
    /// In which way somebody holds an office in a group.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub enum OfficerSubRole under "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#" {
        /// Chairs the group.
        Chair = "Chair",
        /// Speaks for the group.
        Communications = "Communications",
        /// Is the group's secretary.
        Secretary = "Secretary",
        /// Is the group's treasurer.
        Treasurer = "Treasurer",
        /// Stands in for the chair; the hyphen is part of the name.
        ViceChair = "Vice-Chair",
    }
}
